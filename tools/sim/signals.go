package main

import (
	"time"

	"github.com/casto-network/casto/node/tree"
)

// messageKind is what nodes say to one another.
type messageKind uint8

const (
	msgJoin messageKind = iota
	msgAccept
	msgReject
	msgLeave
	msgPromote   // child to parent: be my source from now on
	msgDrop      // parent to child: the session is over
	msgUpward    // keepalive of a child
	msgDownward  // keepalive of a parent
	msgPath      // the parent's way to the root has changed
	msgRepairing // the parent has lost its source and looks for another
	msgMove      // go elsewhere
)

// message is a signal on its way.
type message struct {
	kind     messageKind
	role     tree.Role
	reason   tree.Reason
	claim    claim
	path     []tree.ID
	eta      time.Duration
	nextFree *message
}

// idOf names a node in paths: by its number and one, because zero names nobody.
func idOf(i int32) tree.ID { return tree.ID(i) + 1 }

func nodeOf(x tree.ID) int32 { return int32(x - 1) }

// send brings a message from one node to another.
func (w *world) send(from, to int32, m message) {
	p := w.free
	if p == nil {
		p = new(message)
	} else {
		w.free = p.nextFree
	}
	*p = m
	w.weigh(from, to, &m)
	w.at(w.net.oneWay(&w.nodes[from].place, &w.nodes[to].place), event{kind: evSignal, a: to, b: from, msg: p})
}

// weigh accounts for a message.
func (w *world) weigh(from, to int32, m *message) {
	b := &w.bytes
	switch size := int64(pathBytes * len(m.path)); m.kind {
	case msgJoin:
		b.joins += joinBytes + size
	case msgAccept:
		b.joins += answerBytes + setupBytes + size
	case msgReject:
		b.joins += refusalBytes
	case msgUpward:
		b.keepalives += keepaliveBytes + size
	case msgDownward:
		b.keepalives += keepaliveBytes + size
		w.onLink(from, to, keepaliveBytes+size)
	default:
		b.signals += smallBytes + size
		w.onLink(from, to, smallBytes+size)
	}
}

// onLink accounts for bytes on the session of a parent with a child.
func (w *world) onLink(parent, child int32, bytes int64) {
	if e := w.nodes[parent].edgeTo(child); e != nil {
		e.bytes += bytes
	}
}

func (w *world) release(m *message) {
	*m = message{nextFree: w.free}
	w.free = m
}
