package seal

// windowSize is how far behind the newest index an index may still be new: the reach of a packet that comes late.
const windowSize = 4096

// Window remembers which indices have been used, so that none is used twice. The zero Window is ready. It belongs to one goroutine.
type Window struct {
	next uint64 // above all used
	used [windowSize / 64]uint64
}

// Use takes an index. It is false if the index has been taken, or is so old that nobody knows.
func (w *Window) Use(index uint64) bool {
	if index+windowSize < w.next {
		return false
	}
	if index >= w.next {
		if index-w.next >= windowSize {
			w.used = [windowSize / 64]uint64{}
		} else {
			for i := w.next; i < index; i++ {
				w.used[i/64%(windowSize/64)] &^= 1 << (i % 64)
			}
		}
		w.next = index + 1
		w.used[index/64%(windowSize/64)] |= 1 << (index % 64)
		return true
	}
	return w.take(index)
}

func (w *Window) take(index uint64) bool {
	word, bit := &w.used[index/64%(windowSize/64)], uint64(1)<<(index%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	return true
}

// Used says whether an index is known to have been taken.
func (w *Window) Used(index uint64) bool {
	return index < w.next && index+windowSize >= w.next && w.used[index/64%(windowSize/64)]>>(index%64)&1 != 0
}
