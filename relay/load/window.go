package load

// windowSize is how many sequence numbers a window remembers, a power of two: retransmissions come later than that never.
const windowSize = 4096

// window tells new sequence numbers from repeated ones, and counts both. The zero value is ready.
type window struct {
	started bool
	lowest  uint64 // extended
	highest uint64
	unique  uint64
	seen    [windowSize / 64]uint64
}

// extend returns the extended number nearest to the highest so far.
func (w *window) extend(v uint16) uint64 {
	if !w.started {
		return 1<<16 | uint64(v)
	}
	return uint64(int64(w.highest) + int64(int16(v-uint16(w.highest))))
}

// add counts a number. It is not fresh if it came before, or is older than the window.
func (w *window) add(v uint16) (seq uint64, fresh bool) {
	seq = w.extend(v)
	if !w.started {
		w.started, w.lowest, w.highest = true, seq, seq
	}
	if seq+windowSize <= w.highest {
		return seq, false
	}
	if gap := seq - min(seq, w.highest); gap >= windowSize {
		clear(w.seen[:])
	} else {
		for s := w.highest + 1; s <= seq; s++ {
			w.seen[s/64%uint64(len(w.seen))] &^= 1 << (s % 64)
		}
	}
	w.highest = max(w.highest, seq)
	word, bit := &w.seen[seq/64%uint64(len(w.seen))], uint64(1)<<(seq%64)
	if *word&bit != 0 {
		return seq, false
	}
	*word |= bit
	w.unique++
	w.lowest = min(w.lowest, seq)
	return seq, true
}

// expected is how many numbers there are from the lowest to the highest.
func (w *window) expected() uint64 {
	if !w.started {
		return 0
	}
	return w.highest - w.lowest + 1
}
