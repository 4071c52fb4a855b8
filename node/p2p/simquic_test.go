package p2p

import (
	"net"
	"sync/atomic"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/p2p/transport/quicreuse"
	"github.com/marcopolo/simnet"
	"github.com/quic-go/quic-go"
	"go.uber.org/fx"
)

// sourceIP is the one address that a simulated host sends from.
type sourceIP struct{ ip atomic.Pointer[net.IP] }

// PreferredSourceIPForDestination implements quicreuse.SourceIPSelector.
func (s *sourceIP) PreferredSourceIPForDestination(*net.UDPAddr) (net.IP, error) {
	return *s.ip.Load(), nil
}

// simulatedQUIC makes a host's QUIC run over a simulated network. One that does not listen has to be told its address.
func simulatedQUIC(w *world, link simnet.NodeBiDiLinkSettings, dialsFrom net.IP) libp2p.Option {
	source, ports := new(sourceIP), new(atomic.Int32)
	if dialsFrom != nil {
		source.ip.Store(&dialsFrom)
	}
	listen := func(_ string, addr *net.UDPAddr) (net.PacketConn, error) {
		if dialsFrom != nil && addr.IP.IsUnspecified() {
			addr = &net.UDPAddr{IP: dialsFrom, Port: 40_000 + int(ports.Add(1))}
		}
		source.ip.Store(&addr.IP)
		w.linking.Lock() // the simulated network does not expect several at once
		defer w.linking.Unlock()
		if w.sent != nil {
			return counted{w.net.NewEndpoint(addr, link), w.sent, w.received}, nil
		}
		return w.net.NewEndpoint(addr, link), nil
	}
	create := func(l fx.Lifecycle, reset quic.StatelessResetKey, token quic.TokenGeneratorKey, opts ...quicreuse.Option) (*quicreuse.ConnManager, error) {
		m, err := quicreuse.NewConnManager(reset, token, opts...)
		if err == nil {
			l.Append(fx.StopHook(m.Close))
		}
		return m, err
	}
	return libp2p.QUICReuse(create, quicreuse.OverrideListenUDP(listen),
		quicreuse.OverrideSourceIPSelector(func() (quicreuse.SourceIPSelector, error) { return source, nil }))
}
