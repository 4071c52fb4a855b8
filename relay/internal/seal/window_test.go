package seal

import "testing"

func TestNoIndexIsUsedTwice(t *testing.T) {
	var w Window
	for _, step := range []struct {
		index uint64
		ok    bool
	}{
		{70000, true},
		{70000, false},
		{70002, true},
		{70001, true},
		{70001, false},
		{70001 + windowSize, true},
		{70002, false},                 // taken
		{70003, true},                  // late
		{70001, false},                 // nobody knows
		{1 << 40, true},                // far ahead
		{1<<40 - windowSize + 1, true}, // the window holds nothing of before
		{1<<40 - windowSize + 1, false},
		{70003 + windowSize, false},
	} {
		if got := w.Use(step.index); got != step.ok {
			t.Errorf("Use(%d) = %v", step.index, got)
		}
		if step.ok && !w.Used(step.index) {
			t.Errorf("%d is not known as used", step.index)
		}
	}
}

func FuzzWindow(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 3, 200, 201, 10})
	f.Fuzz(func(t *testing.T, steps []byte) {
		var w Window
		used := map[uint64]bool{}
		at := uint64(100000)
		for _, s := range steps {
			at += uint64(s) * uint64(s) / 4
			at -= 3000
			if s > 250 {
				at += 100000
			}
			if ok := w.Use(at); ok && used[at] {
				t.Fatalf("%d is used twice", at)
			} else if ok {
				used[at] = true
			}
		}
	})
}
