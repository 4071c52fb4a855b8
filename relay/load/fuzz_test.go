package load

import (
	"net/netip"
	"testing"
	"time"

	"github.com/pion/srtp/v3"
)

// FuzzAnswer: a server may answer anything.
func FuzzAnswer(f *testing.F) {
	f.Add(offer(credentials{"ufrag", "password", "AA:BB", "1 1 udp 1 127.0.0.1 9 typ host"}, true))
	f.Add("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=ice-ufrag:a\r\na=ice-pwd:b\r\na=setup:active\r\n" +
		"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=extmap:5/recvonly " + transportURI + "\r\n")
	f.Add("v=0\r\nm=video\r\na=rtpmap:200 x/y\r\na=extmap:-1 \r\n")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := readAnswer(text)
		if err == nil && (a.ufrag == "" || a.pwd == "") {
			t.Error("an answer without credentials was taken")
		}
	})
}

// FuzzReceive: a server may send anything, and may have sealed it properly.
func FuzzReceive(f *testing.F) {
	f.Add([]byte{0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0x10, 0x10}, true)
	f.Add([]byte{0x80, 97, 0, 1, 0, 0, 0, 1, 0, 0, 0, 8, 0, 1, 0x10, 0x10}, true)
	f.Add([]byte{0x90, 0xe0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0xbe, 0xde, 0, 1, 0x31, 0, 1, 0}, true)
	f.Add([]byte{0x80, 200, 0, 6, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, false)
	f.Add([]byte{0x16, 0xfe, 0xfd}, false)
	f.Fuzz(func(t *testing.T, b []byte, sealed bool) {
		key, salt := make([]byte, 16), make([]byte, 12)
		in, err := srtp.CreateContext(key, salt, srtp.ProtectionProfileAeadAes128Gcm, srtp.SRTPNoReplayProtection())
		if err != nil {
			t.Fatal(err)
		}
		if sealed {
			out, err := srtp.CreateContext(key, salt, srtp.ProtectionProfileAeadAes128Gcm)
			if err != nil {
				t.Fatal(err)
			}
			if s, err := out.EncryptRTP(nil, b, nil); err == nil {
				b = s
			}
		}
		a, err := readAnswer(offer(credentials{"u", "p", "AA", "1 1 udp 1 127.0.0.1 9 typ host"}, true))
		if err != nil {
			t.Fatal(err)
		}
		r := &run{o: Options{Feedback: true}, sent: func(b []byte) (time.Time, bool) {
			s, ok := readStamp(b)
			return s.sent, ok
		}}
		v := &viewer{run: r, checked: true, box: newMailbox(netip.MustParseAddrPort("127.0.0.1:9"), nil)}
		v.answer, v.opener = a, in
		for range 3 {
			v.receive(b, netip.MustParseAddrPort("127.0.0.1:8"), time.Now())
		}
		if v.counts.Packets > 3 {
			t.Errorf("three packets count as %d", v.counts.Packets)
		}
	})
}
