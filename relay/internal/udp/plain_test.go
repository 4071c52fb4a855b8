package udp

import (
	"errors"
	"net"
	"testing"
)

// moody is a socket that fails before it reads.
type moody struct {
	net.PacketConn
	failures int
}

func (m *moody) ReadFrom(b []byte) (int, net.Addr, error) {
	if m.failures > 0 {
		m.failures--
		return 0, nil, errors.New("message too long")
	}
	b[0] = 1
	return 1, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9}, nil
}

// One datagram that cannot be read, as one too long on Windows, is not the socket's end.
func TestReadingOutlivesOneDatagram(t *testing.T) {
	if got, err := NewReader(&moody{failures: 3}).Read(); err != nil || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := NewReader(&moody{failures: 2 * maxFailures}).Read(); err == nil {
		t.Error("a socket that always fails is read for ever")
	}
}
