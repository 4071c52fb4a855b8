// Package gate bounds the TCP connections that a listener accepts, by address and in all.
package gate

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// Options say what a Listener bears.
type Options struct {
	// Most is the number of connections at a time, MostOf that of one address; an IPv6 /64 counts as one.
	Most, MostOf int
	// Buffer is what the kernel keeps for a peer that reads slowly, in bytes; zero leaves it to the kernel.
	Buffer int
	// First is how long a connection may be silent to begin with, and Idle how long after that. Zero means for ever.
	First, Idle time.Duration
	// Local replaces what accepted connections say of their local address. Nil leaves it.
	Local func(*net.TCPAddr) net.Addr
}

// Listener accepts connections, and closes them with itself.
type Listener struct {
	*net.TCPListener
	o Options

	mu     sync.Mutex // guards the fields below
	closed bool
	conns  map[*conn]struct{}
	of     map[netip.Prefix]int
}

// New bounds a listener.
func New(l *net.TCPListener, o Options) *Listener {
	return &Listener{TCPListener: l, o: o, conns: map[*conn]struct{}{}, of: map[netip.Prefix]int{}}
}

// Accept implements net.Listener. A lack of file handles does not end it; connections past the bounds are reset.
func (l *Listener) Accept() (net.Conn, error) {
	for pause := 5 * time.Millisecond; ; {
		c, err := l.AcceptTCP()
		switch {
		case errors.Is(err, net.ErrClosed):
			return nil, err
		case err != nil:
			time.Sleep(pause)
			pause = min(2*pause, time.Second)
			continue
		}
		pause = 5 * time.Millisecond
		if conn := l.admit(c); conn != nil {
			return conn, nil
		}
		_ = c.SetLinger(0)
		_ = c.Close()
	}
}

// admit counts a connection in, or returns nil when there are as many as may be.
func (l *Listener) admit(c *net.TCPConn) *conn {
	from, ok := c.RemoteAddr().(*net.TCPAddr)
	local, too := c.LocalAddr().(*net.TCPAddr)
	if !ok || !too {
		return nil
	}
	admitted := &conn{TCPConn: c, listener: l, from: Household(from.AddrPort().Addr()), local: local}
	if l.o.Local != nil {
		admitted.local = l.o.Local(local)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || len(l.conns) >= l.o.Most || l.of[admitted.from] >= l.o.MostOf {
		return nil
	}
	l.conns[admitted] = struct{}{}
	l.of[admitted.from]++
	if l.o.Buffer > 0 {
		_ = c.SetWriteBuffer(l.o.Buffer)
	}
	if l.o.First > 0 {
		_ = c.SetReadDeadline(time.Now().Add(l.o.First))
	}
	return admitted
}

// Close ends the listener and all of its connections.
func (l *Listener) Close() error {
	l.mu.Lock()
	l.closed = true
	var open []*conn
	for c := range l.conns {
		open = append(open, c)
	}
	l.mu.Unlock()
	err := l.TCPListener.Close()
	for _, c := range open {
		_ = c.Close()
	}
	return err
}

// Household is whom an address is counted with: an IPv4 address alone, an IPv6 one with its /64.
func Household(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := 64
	if a.Is4() {
		bits = 32
	}
	p, _ := a.Prefix(bits) // fails for no address and the wrong length only
	return p
}

// conn is a connection that is counted out once.
type conn struct {
	*net.TCPConn
	listener *Listener
	from     netip.Prefix
	local    net.Addr
	once     sync.Once
}

// LocalAddr implements net.Conn.
func (c *conn) LocalAddr() net.Addr { return c.local }

// Read implements net.Conn.
func (c *conn) Read(b []byte) (int, error) {
	n, err := c.TCPConn.Read(b)
	if n > 0 && c.listener.o.Idle > 0 {
		_ = c.SetReadDeadline(time.Now().Add(c.listener.o.Idle))
	}
	return n, err
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.once.Do(func() {
		l := c.listener
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.conns, c)
		if l.of[c.from]--; l.of[c.from] == 0 {
			delete(l.of, c.from)
		}
	})
	return c.TCPConn.Close()
}
