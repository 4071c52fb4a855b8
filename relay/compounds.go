package relay

import (
	"encoding/binary"
	"sync"
	"sync/atomic"
)

// maxCompounds bounds the bytes of RTCP that wait for a viewer's turn: a second's worth. Beyond it they are dropped, as by the network.
const maxCompounds = 16 << 10

// compounds are the RTCP packets about a viewer's path that wait for its turn. They cost no turn of their own, and no allocation: their
// two buffers are used again and again.
type compounds struct {
	some atomic.Bool

	mu sync.Mutex // guards in
	in []byte     // each packet, behind its length in two bytes

	out []byte // of the shard
}

// put copies a packet.
func (c *compounds) put(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.in)+2+len(b) <= maxCompounds {
		c.in = append(binary.BigEndian.AppendUint16(c.in, uint16(len(b))), b...)
		c.some.Store(true)
	}
}

// each calls f for each packet put since. Only the shard calls.
func (c *compounds) each(f func(compound []byte)) {
	if !c.some.Swap(false) {
		return
	}
	c.mu.Lock()
	c.in, c.out = c.out[:0], c.in
	c.mu.Unlock()
	for b := c.out; len(b) > 2; {
		end := 2 + int(binary.BigEndian.Uint16(b))
		f(b[2:end])
		b = b[end:]
	}
}
