package main

import (
	"errors"
	"fmt"
)

// lab is one internet with what is connected to it.
type lab struct {
	internet *space
	spaces   []*space
	houses   int
	links    int
}

func newLab() (*lab, error) {
	l := &lab{}
	var err error
	if l.internet, err = l.newSpace(); err != nil {
		return nil, err
	}
	if err := ip(l.internet, []string{"link", "add", "br0", "type", "bridge"}, []string{"link", "set", "br0", "up"}); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

// close ends all namespaces, and with them every process and interface in them.
func (l *lab) close() {
	for _, s := range l.spaces {
		s.leave()
	}
}

func (l *lab) newSpace() (*space, error) {
	s, err := newSpace()
	if err != nil {
		return nil, err
	}
	l.spaces = append(l.spaces, s)
	return s, nil
}

func ip(s *space, commands ...[]string) error {
	for _, c := range commands {
		if err := s.run("", "ip", c...); err != nil {
			return err
		}
	}
	return nil
}

// connect makes a cable from a namespace to a bridge in another.
func (l *lab) connect(s *space, device, address string, hub *space) error {
	l.links++
	far := fmt.Sprintf("p%d", l.links)
	if err := ip(hub, []string{"link", "add", far, "type", "veth", "peer", "name", device, "netns", s.path},
		[]string{"link", "set", far, "master", "br0"}, []string{"link", "set", far, "up"}); err != nil {
		return err
	}
	return ip(s, []string{"addr", "add", address, "dev", device}, []string{"link", "set", device, "up"})
}

// host is a machine in the lab.
type host struct {
	*space
	addr string
}

// public adds a host with a public address.
func (l *lab) public(last int) (host, error) {
	s, err := l.newSpace()
	if err != nil {
		return host{}, err
	}
	h := host{s, fmt.Sprintf("11.0.0.%d", last)}
	return h, errors.Join(l.connect(s, "eth0", h.addr+"/8", l.internet))
}

// house adds a router with a translator, and machines behind it.
func (l *lab) house(n nat, machines int) ([]host, error) {
	l.houses++
	hub, err := l.router(l.internet, fmt.Sprintf("11.0.%d.1/8", l.houses), "", fmt.Sprintf("10.%d.0", l.houses), n)
	if err != nil {
		return nil, err
	}
	inside := fmt.Sprintf("10.%d.0", l.houses)
	if n.twice {
		inside = fmt.Sprintf("10.%d.1", l.houses)
		hub, err = l.router(hub, fmt.Sprintf("10.%d.0.2/24", l.houses), fmt.Sprintf("10.%d.0.1", l.houses), inside, nat{})
		if err != nil {
			return nil, err
		}
	}
	var hosts []host
	for i := range machines {
		s, err := l.newSpace()
		if err != nil {
			return nil, err
		}
		h := host{s, fmt.Sprintf("%s.%d", inside, i+2)}
		err = l.connect(s, "eth0", h.addr+"/24", hub)
		if err == nil {
			err = ip(s, []string{"route", "add", "default", "via", inside + ".1"})
		}
		if err != nil {
			return nil, err
		}
		hosts = append(hosts, h)
	}
	return hosts, nil
}

// router connects a new network, inside with its first address, to the bridge of another by translation.
func (l *lab) router(outside *space, address, gateway, inside string, n nat) (*space, error) {
	s, err := l.newSpace()
	if err != nil {
		return nil, err
	}
	if err := l.connect(s, "wan", address, outside); err != nil {
		return nil, err
	}
	commands := [][]string{{"link", "add", "br0", "type", "bridge"}, {"addr", "add", inside + ".1/24", "dev", "br0"}, {"link", "set", "br0", "up"}}
	if gateway != "" {
		commands = append(commands, []string{"route", "add", "default", "via", gateway})
	}
	if err := ip(s, commands...); err != nil {
		return nil, err
	}
	// A namespace has its own forwarding switch, and /proc/sys shows that of the thread that opens it.
	if err := s.run("", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"); err != nil {
		return nil, err
	}
	return s, s.run(n.rules(inside+".2"), "nft", "-f", "-")
}

// lan is a network of its own, with no way out.
func (l *lab) lan(machines int) ([]host, error) {
	var hosts []host
	for i := range machines {
		s, err := l.newSpace()
		if err != nil {
			return nil, err
		}
		h := host{s, fmt.Sprintf("192.168.7.%d", i+2)}
		if err := l.connect(s, "eth0", h.addr+"/24", l.internet); err != nil {
			return nil, err
		}
		// Multicast needs a route.
		if err := ip(s, []string{"route", "add", "224.0.0.0/4", "dev", "eth0"}); err != nil {
			return nil, err
		}
		hosts = append(hosts, h)
	}
	return hosts, nil
}
