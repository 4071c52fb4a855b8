package clip

import "fmt"

// element is one EBML element (RFC 8794): its id with the length marker, and its data.
type element struct {
	id   uint32
	data []byte
}

// elements yields the elements of b one after another. An element whose size is unknown, or that is longer than b because its
// writer was stopped, takes what is left of b.
type elements struct {
	b   []byte
	err error
}

// next returns false at the end, or at an error.
func (e *elements) next() (element, bool) {
	if len(e.b) == 0 || e.err != nil {
		return element{}, false
	}
	id, n := vint(e.b, 4, true)
	if n == 0 {
		e.err = fmt.Errorf("%w: Matroska element without an id; the file is damaged", ErrUnsupported)
		return element{}, false
	}
	size, m := vint(e.b[n:], 8, false)
	if m == 0 {
		e.b = nil // cut off
		return element{}, false
	}
	data := e.b[n+m:]
	if unknown := uint64(1)<<(7*m) - 1; size != unknown && size <= uint64(len(data)) {
		e.b = data[size:]
		data = data[:size:size]
	} else {
		e.b = nil
	}
	return element{uint32(id), data}, true
}

// vint reads a variable-length integer of at most most bytes, with its marker bit or without. n is 0 if there is none.
func vint(b []byte, most int, marked bool) (v uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = 1
	for mask := byte(0x80); b[0]&mask == 0; mask >>= 1 {
		n++
	}
	if n > most || n > len(b) {
		return 0, 0
	}
	v = uint64(b[0])
	if !marked {
		v &= 1<<(8-n) - 1
	}
	for _, c := range b[1:n] {
		v = v<<8 | uint64(c)
	}
	return v, n
}

// number reads an unsigned integer element of at most 8 bytes.
func (e element) number() uint64 {
	var v uint64
	for _, c := range e.data[:min(8, len(e.data))] {
		v = v<<8 | uint64(c)
	}
	return v
}
