package bitstream

// bits reads big-endian bit fields. After a read past the end every value is zero and short is set.
type bits struct {
	b     []byte
	pos   int // in bits
	short bool
}

func (r *bits) flag() bool { return r.read(1) == 1 }

// read returns the next n bits, at most 32.
func (r *bits) read(n int) uint32 {
	if r.short || r.pos+n > 8*len(r.b) {
		r.short = true
		return 0
	}
	var v uint32
	for range n {
		v = v<<1 | uint32(r.b[r.pos>>3]>>(7-r.pos&7)&1)
		r.pos++
	}
	return v
}

func (r *bits) skip(n int) {
	if r.short || n > 8*len(r.b)-r.pos {
		r.short = true
		return
	}
	r.pos += n
}

// ue returns the next unsigned Exp-Golomb number (H.264, section 9.1).
func (r *bits) ue() uint32 {
	zeros := 0
	for !r.short && !r.flag() {
		if zeros++; zeros > 31 {
			r.short = true
		}
	}
	if r.short {
		return 0
	}
	return 1<<zeros - 1 + r.read(zeros)
}

// se returns the next signed Exp-Golomb number (H.264, section 9.1.1).
func (r *bits) se() int32 {
	v := r.ue()
	if v&1 == 1 {
		return int32(v/2 + 1)
	}
	return -int32(v / 2)
}
