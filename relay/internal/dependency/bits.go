package dependency

// reader reads bits from the highest downwards. Reads past the end yield zeros, and set bad.
type reader struct {
	b   []byte
	pos int // in bits
	bad bool
}

func (r *reader) bits(n int) (v uint32) {
	if r.pos+n > 8*len(r.b) {
		r.bad = true
		r.pos = 8 * len(r.b)
		return 0
	}
	for range n {
		v = v<<1 | uint32(r.b[r.pos/8]>>(7-r.pos%8)&1)
		r.pos++
	}
	return v
}

func (r *reader) flag() bool { return r.bits(1) == 1 }

// below reads ns(n), a number below n in as few bits as its range needs.
func (r *reader) below(n uint32) uint32 {
	w := 0
	for x := n; x != 0; x >>= 1 {
		w++
	}
	m := uint32(1)<<w - n
	v := r.bits(w - 1)
	if v < m {
		return v
	}
	return v<<1 - m + r.bits(1)
}

// writer appends bits to a byte slice.
type writer struct {
	b    []byte
	free int // bits left in the last byte
}

func (w *writer) bits(v uint32, n int) {
	for i := n - 1; i >= 0; i-- {
		if w.free == 0 {
			w.b, w.free = append(w.b, 0), 8
		}
		w.free--
		w.b[len(w.b)-1] |= byte(v>>i&1) << w.free
	}
}
