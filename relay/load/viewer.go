package load

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/pion/dtls/v3"
	dtlsnet "github.com/pion/dtls/v3/pkg/net"
	"github.com/pion/ice/v4"
	"github.com/pion/logging"
	"github.com/pion/srtp/v3"

	"github.com/casto-network/casto/relay/whip"
)

const (
	joinTimeout = 20 * time.Second
	// checkInterval is between two ICE checks until one has worked.
	checkInterval = 20 * time.Millisecond
	// maxEarly bounds the packets kept until the keys are there.
	maxEarly = 512
)

// joining is what all viewers of a run have in common.
type joining struct {
	reader      *reader
	local       netip.Addr
	certificate tls.Certificate
	fingerprint string
	url, token  string
	http        *http.Client
	feedback    bool
}

// viewer is one viewer. Its packets come by the reader's goroutine, its reports go by the ticker's.
type viewer struct {
	number  int
	checked bool
	hostile bool
	run     *run

	endpoint *whip.Client
	socket   *socket
	box      *mailbox
	mux      *ice.UDPMuxDefault
	agent    *ice.Agent
	dtls     *dtls.Conn
	gone     chan struct{} // closed when the server has ended the session

	mu sync.Mutex // guards the fields below
	media
}

// join makes a viewer that is connected.
func (j *joining) join(ctx context.Context, v *viewer) error {
	ctx, cancel := context.WithTimeout(ctx, joinTimeout)
	defer cancel()
	v.begun = time.Now()
	v.gone = make(chan struct{})
	v.endpoint = &whip.Client{URL: j.url, Token: j.token, HTTP: j.http}
	if err := j.connect(ctx, v); err != nil {
		v.leave()
		return err
	}
	go func() {
		defer close(v.gone)
		b := make([]byte, 2048)
		for { // a server says goodbye by DTLS
			if _, err := v.dtls.Read(b); err != nil {
				return
			}
		}
	}()
	return nil
}

func (j *joining) connect(ctx context.Context, v *viewer) (err error) {
	if v.socket, err = j.reader.open(j.local, v); err != nil {
		return err
	}
	v.mu.Lock()
	v.box = newMailbox(v.socket.local, v.socket.write)
	v.mu.Unlock()
	logs := silent()
	v.mux = ice.NewUDPMuxDefault(ice.UDPMuxParams{Logger: logs.NewLogger("ice"), UDPConn: v.box})
	networks := []ice.NetworkType{ice.NetworkTypeUDP4}
	if j.local.Is6() {
		networks = []ice.NetworkType{ice.NetworkTypeUDP6}
	}
	v.agent, err = ice.NewAgentWithOptions(ice.WithUDPMux(v.mux), ice.WithNetworkTypes(networks), ice.WithIncludeLoopback(),
		ice.WithCandidateTypes([]ice.CandidateType{ice.CandidateTypeHost}), ice.WithMulticastDNSMode(ice.MulticastDNSModeDisabled),
		ice.WithCheckInterval(checkInterval), ice.WithLoggerFactory(logs))
	if err != nil {
		return fmt.Errorf("ICE: %w", err)
	}
	c := credentials{fingerprint: j.fingerprint}
	if c.ufrag, c.pwd, err = v.agent.GetLocalUserCredentials(); err == nil {
		c.candidate, err = gather(ctx, v.agent)
	}
	if err != nil {
		return fmt.Errorf("ICE: %w", err)
	}
	text, err := v.endpoint.Exchange(ctx, offer(c, j.feedback))
	if err != nil {
		return err
	}
	a, err := readAnswer(text)
	if err != nil {
		return err
	}
	v.mu.Lock()
	v.answer = a
	v.mu.Unlock()
	for _, s := range a.candidates {
		if c, err := ice.UnmarshalCandidate(s); err == nil && c.NetworkType().IsUDP() {
			_ = v.agent.AddRemoteCandidate(c)
		}
	}
	path, err := v.agent.Dial(ctx, a.ufrag, a.pwd)
	if err != nil {
		return fmt.Errorf("ICE came to nothing: %w; is the server's UDP port open?", err)
	}
	if v.dtls, err = j.handshake(ctx, path, a); err != nil {
		return fmt.Errorf("DTLS: %w", err)
	}
	to, ok := path.RemoteAddr().(*net.UDPAddr)
	if !ok {
		return errors.New("ICE chose no UDP address")
	}
	return v.keys(to.AddrPort(), a.server)
}

// gather returns the one candidate there is.
func gather(ctx context.Context, a *ice.Agent) (string, error) {
	found, done := "", make(chan struct{})
	err := a.OnCandidate(func(c ice.Candidate) {
		if c == nil {
			close(done)
		} else if found == "" {
			found = c.Marshal()
		}
	})
	if err == nil {
		err = a.GatherCandidates()
	}
	if err != nil {
		return "", err
	}
	select {
	case <-done:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if found == "" {
		return "", errors.New("no candidate")
	}
	return found, nil
}

// handshake does DTLS over a path.
func (j *joining) handshake(ctx context.Context, path net.Conn, a answer) (*dtls.Conn, error) {
	verify := func(raw [][]byte, _ [][]*x509.Certificate) error {
		if a.fingerprint != "" && (len(raw) == 0 || fingerprint(raw[0]) != a.fingerprint) {
			return errors.New("certificate is not the one of the answer")
		}
		return nil
	}
	options := []dtls.Option{
		dtls.WithCertificates(j.certificate), dtls.WithInsecureSkipVerify(true), dtls.WithVerifyPeerCertificate(verify),
		dtls.WithExtendedMasterSecret(dtls.RequireExtendedMasterSecret), dtls.WithLoggerFactory(silent()),
		dtls.WithSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AEAD_AES_256_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80),
	}
	conn := dtlsnet.PacketConnFromConn(path)
	var c *dtls.Conn
	var err error
	if a.server {
		with := []dtls.ServerOption{dtls.WithClientAuth(dtls.RequireAnyClientCert)}
		for _, o := range options {
			with = append(with, o)
		}
		c, err = dtls.ServerWithOptions(conn, path.RemoteAddr(), with...)
	} else {
		var with []dtls.ClientOption
		for _, o := range options {
			with = append(with, o)
		}
		c, err = dtls.ClientWithOptions(conn, path.RemoteAddr(), with...)
	}
	if err != nil {
		return nil, err
	}
	if err := c.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// keys takes the SRTP keys from DTLS, and then what has come before.
func (v *viewer) keys(to netip.AddrPort, server bool) error {
	chosen, ok := v.dtls.SelectedSRTPProtectionProfile()
	state, known := v.dtls.ConnectionState()
	if !ok || !known {
		return errors.New("DTLS chose no SRTP profile")
	}
	config := srtp.Config{Profile: srtp.ProtectionProfile(chosen)}
	if err := config.ExtractSessionKeysFromDTLS(&state, !server); err != nil {
		return fmt.Errorf("SRTP keys: %w", err)
	}
	k := config.Keys
	in, err := srtp.CreateContext(k.RemoteMasterKey, k.RemoteMasterSalt, config.Profile, srtp.SRTPNoReplayProtection(), srtp.SRTCPNoReplayProtection())
	if err != nil {
		return fmt.Errorf("SRTP keys: %w", err)
	}
	out, err := srtp.CreateContext(k.LocalMasterKey, k.LocalMasterSalt, config.Profile)
	if err != nil {
		return fmt.Errorf("SRTP keys: %w", err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.opener, v.sealer, v.remote, v.connected = in, out, netip.AddrPortFrom(to.Addr().Unmap(), to.Port()), time.Now()
	for _, e := range v.early {
		v.packet(e.data, e.at)
	}
	v.early = nil
	return nil
}

// receive implements receiver.
func (v *viewer) receive(b []byte, from netip.AddrPort, at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case len(b) < 12 || b[0]>>6 != 2: // RFC 7983
		if v.box != nil {
			v.box.put(b, from)
		}
	case v.opener != nil:
		v.packet(b, at)
	case len(v.early) < maxEarly:
		v.early = append(v.early, early{append([]byte(nil), b...), at})
	}
}

// leave ends a viewer, the server's session included, and waits for what it started.
func (v *viewer) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = v.endpoint.Delete(ctx)
	if v.dtls != nil {
		_ = v.dtls.Close()
		<-v.gone
	}
	if v.agent != nil {
		_ = v.agent.Close()
	}
	if v.mux != nil {
		_ = v.mux.Close()
	}
	if v.box != nil {
		_ = v.box.Close()
	}
	if v.socket != nil {
		v.socket.close()
	}
}

// fingerprint is that of a certificate, as SDP writes it.
func fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return strings.ToUpper(strings.ReplaceAll(fmt.Sprintf("% x", sum), " ", ":"))
}

func silent() logging.LoggerFactory {
	f := logging.NewDefaultLoggerFactory()
	f.DefaultLogLevel = logging.LogLevelDisabled
	f.ScopeLevels = nil
	return f
}
