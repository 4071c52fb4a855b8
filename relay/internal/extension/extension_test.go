package extension

import (
	"bytes"
	"testing"

	"github.com/pion/rtp"
)

func TestElementsPassUnderTheReceiversIDs(t *testing.T) {
	from, to := IDs{VideoOrientation: 4, AbsCaptureTime: 5, DependencyDescriptor: 9}, IDs{VideoOrientation: 2, DependencyDescriptor: 11}
	long := bytes.Repeat([]byte{7}, 30)
	for _, test := range []struct {
		name    string
		profile uint16
		in      []byte
		ids     IDs
		want    []byte
		long    bool
	}{
		{"one byte", oneByte, []byte{0x40, 1, 0x31, 8, 9, 0}, to, []byte{0x20, 1}, false},
		{"not negotiated by the receiver", oneByte, []byte{0x57, 1, 2, 3, 4, 5, 6, 7, 8}, to, nil, false},
		{"nothing negotiated", oneByte, []byte{0x40, 1}, IDs{}, nil, false},
		{"two bytes become one", twoByte | 3, []byte{4, 1, 6, 0, 0, 200, 0}, to, []byte{0x20, 6}, false},
		{"a long element", twoByte, append([]byte{4, 1, 6, 9, 30}, long...), to, append([]byte{2, 1, 6, 11, 30}, long...), true},
		{"a high id", oneByte, []byte{0x40, 1}, IDs{VideoOrientation: 15}, []byte{15, 1, 1}, true},
		{"a list that ends", oneByte, []byte{0x40, 1, 0xf0, 0x90, 1}, to, []byte{0x20, 1}, false},
		{"cut off", oneByte, []byte{0x40, 1, 0x97, 1, 2}, to, []byte{0x20, 1}, false},
		{"another profile", 0xabcd, []byte{0x40, 1}, to, nil, false},
		{"empty element", twoByte, []byte{4, 0, 9, 1, 3}, to, []byte{0xb0, 3}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			canonical := Parse(test.profile, test.in, &from)
			got, long := Append(nil, canonical, &test.ids)
			if !bytes.Equal(got, test.want) || long != test.long {
				t.Errorf("got % x, long %v, want % x, long %v", got, long, test.want, test.long)
			}
		})
	}
}

func TestFindAndSet(t *testing.T) {
	ids := IDs{VideoOrientation: 1, DependencyDescriptor: 2}
	canonical := Parse(oneByte, []byte{0x10, 5, 0x22, 1, 2, 3}, &ids)
	if got := Find(canonical, DependencyDescriptor); !bytes.Equal(got, []byte{1, 2, 3}) {
		t.Errorf("found % x", got)
	}
	if got := Find(canonical, AudioLevel); got != nil {
		t.Errorf("found % x", got)
	}
	scratch := make([]byte, 0, 64)
	changed := Set(scratch, canonical, DependencyDescriptor, []byte{9, 9, 9, 9})
	if got := Find(changed, DependencyDescriptor); !bytes.Equal(got, []byte{9, 9, 9, 9}) {
		t.Errorf("changed to % x", got)
	}
	if got := Find(changed, VideoOrientation); !bytes.Equal(got, []byte{5}) {
		t.Errorf("the other became % x", got)
	}
	if got := Find(canonical, DependencyDescriptor); !bytes.Equal(got, []byte{1, 2, 3}) {
		t.Errorf("the original became % x", got)
	}
	if n := testing.AllocsPerRun(100, func() {
		out, _ := Append(scratch[:0], canonical, &ids)
		_ = Set(out[:0], canonical, DependencyDescriptor, []byte{9})
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestURIsAreDistinct(t *testing.T) {
	seen := map[string]bool{"": true}
	for k := Kind(1); k < count; k++ {
		if seen[k.URI()] {
			t.Errorf("kind %d: URI %q", k, k.URI())
		}
		seen[k.URI()] = true
		var ids IDs
		if ids.Set(k.URI(), 7); ids[k] != 7 {
			t.Errorf("id of %s is %d", k.URI(), ids[k])
		}
		if ids.Set(k.URI(), 256); ids[k] != 7 {
			t.Errorf("id of %s is %d", k.URI(), ids[k])
		}
	}
}

// FuzzParse checks that no header extension panics, and that what passes is what Pion reads before and after.
func FuzzParse(f *testing.F) {
	f.Add(uint16(oneByte), []byte{0x40, 1, 0x31, 8, 9, 0})
	f.Add(uint16(twoByte), []byte{4, 1, 6, 0, 5, 3, 1, 2, 3, 0})
	f.Add(uint16(oneByte), []byte{0x6f, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0})
	from, to := IDs{0, 1, 2, 3, 4, 5, 6}, IDs{0, 6, 5, 4, 3, 2, 1}
	f.Fuzz(func(t *testing.T, profile uint16, b []byte) {
		canonical := Parse(profile, b, &from)
		out, long := Append(nil, canonical, &to)
		after := uint16(oneByte)
		if long {
			after = twoByte
		}
		back := Parse(after, out, &to)
		if !bytes.Equal(back, canonical) {
			t.Fatalf("% x passes as % x and comes back as % x", canonical, out, back)
		}
		if len(out) == 0 || len(out) > 1000 {
			return
		}
		packet := []byte{0x90, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, byte(after >> 8), byte(after), 0, byte((len(out) + 3) / 4)}
		packet = append(append(packet, out...), make([]byte, (4-len(out)%4)%4)...)
		var h rtp.Header
		if _, err := h.Unmarshal(packet); err != nil {
			t.Fatal(err)
		}
		for k := Kind(1); k < count; k++ {
			want := Find(canonical, k)
			if got := h.GetExtension(to[k]); !bytes.Equal(got, want) {
				t.Fatalf("kind %d: Pion reads % x, want % x", k, got, want)
			}
		}
	})
}
