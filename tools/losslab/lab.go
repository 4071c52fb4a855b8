package losslab

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// ErrUnsupported: this machine cannot have a lab. The message says what is missing.
var ErrUnsupported = errors.New("no loss lab here")

// HubAddr is the IPv4 address of every lab's hub.
const HubAddr = "10.78.0.1"

// maxLinks is what the address plan has room for.
const maxLinks = 250

// Options say what a Lab is like.
type Options struct {
	// Links is how many far ends there are, at least one.
	Links int
	// ToFar and ToHub shape every link at first, by direction.
	ToFar, ToHub Shape
	// Seed makes losses repeatable.
	Seed uint64
}

// Validate reports the first option that cannot be used.
func (o Options) Validate() error {
	if o.Links < 1 || o.Links > maxLinks {
		return fmt.Errorf("%d links: want 1 to %d", o.Links, maxLinks)
	}
	return errors.Join(o.ToFar.Validate(), o.ToHub.Validate())
}

// Lab is a running star of namespaces. Its methods are safe for concurrent use.
type Lab struct {
	// Hub is the namespace in the middle, whose one address, but for loopback, is HubAddr.
	Hub *Namespace
	// Links lead to the far ends.
	Links []*Link

	carrying sync.WaitGroup
}

// Link joins the hub with a far end.
type Link struct {
	// Far is the namespace at the far end; its default route is the link.
	Far *Namespace
	// FarAddr is the IPv4 address of the far end.
	FarAddr string

	toFar, toHub *line
	devices      []io.Closer
}

// New makes the namespaces and begins to carry packets; Close ends it. Errors: ErrUnsupported, or of the kernel.
func New(o Options) (*Lab, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("loss lab: %w", err)
	}
	if err := Supported(); err != nil {
		return nil, err
	}
	l := &Lab{}
	hub, err := newNamespace()
	if err != nil {
		return nil, fmt.Errorf("loss lab: %w", err)
	}
	l.Hub = hub
	for i := range o.Links {
		if err := l.join(i+1, o); err != nil {
			l.Close()
			return nil, fmt.Errorf("loss lab: link %d: %w", i+1, err)
		}
	}
	return l, nil
}

// join adds the n-th link, and carries its packets.
func (l *Lab) join(n int, o Options) error {
	far, err := newNamespace()
	if err != nil {
		return err
	}
	k := &Link{
		Far: far, FarAddr: fmt.Sprintf("10.78.%d.2", n),
		toFar: newLine(o.ToFar, o.Seed+uint64(2*n)), toHub: newLine(o.ToHub, o.Seed+uint64(2*n+1)),
	}
	l.Links = append(l.Links, k)
	name := fmt.Sprintf("tun%d", n)
	ways := [][]string{{"route", "add", k.FarAddr, "dev", name, "src", HubAddr}}
	if n == 1 { // an address on every interface would be a candidate for ICE on every interface
		ways = [][]string{{"address", "add", HubAddr, "peer", k.FarAddr, "dev", name}}
	}
	near, err := l.Hub.device(name, ways...)
	if err != nil {
		return err
	}
	k.devices = append(k.devices, near)
	distant, err := far.device("tun0", []string{"address", "add", k.FarAddr, "peer", HubAddr, "dev", "tun0"},
		[]string{"route", "add", "default", "dev", "tun0"})
	if err != nil {
		return err
	}
	k.devices = append(k.devices, distant)
	l.carrying.Go(func() { k.toFar.carry(near, distant) })
	l.carrying.Go(func() { k.toHub.carry(distant, near) })
	return nil
}

// Close takes the links down and leaves the namespaces, which end with the last process in them.
func (l *Lab) Close() {
	for _, k := range l.Links {
		for _, d := range k.devices {
			_ = d.Close()
		}
	}
	l.carrying.Wait()
	for _, k := range l.Links {
		k.Far.leave()
	}
	l.Hub.leave()
}

// Shape changes what the link does from now on, by direction. Packets under way keep their time.
func (k *Link) Shape(toFar, toHub Shape) error {
	if err := errors.Join(toFar.Validate(), toHub.Validate()); err != nil {
		return fmt.Errorf("shape: %w", err)
	}
	k.toFar.become(toFar)
	k.toHub.become(toHub)
	return nil
}

// Counters returns what the link has carried so far, by direction.
func (k *Link) Counters() (toFar, toHub Counters) { return k.toFar.count(), k.toHub.count() }
