package p2p

import (
	"testing"
	"time"

	"github.com/casto-network/casto/node/wire"
)

// TestAdvertsAreTakenMoreRarelyWhereThereAreMany fills a directory with a region's relays and sends it adverts of one of them, faster than its
// pace: some are passed on at once, for what has changed, and then no more than two for each that a relay should send.
func TestAdvertsAreTakenMoreRarelyWhereThereAreMany(t *testing.T) {
	tests := []struct {
		name   string
		relays int
		every  time.Duration // adverts come
		over   time.Duration
		want   int
	}{
		{"few", 3, 10 * time.Second, 10 * time.Minute, recordBurst - 1 + 20},
		{"many", 200, 10 * time.Second, 10 * time.Minute, recordBurst - 1 + 6},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := testJudge(0xfe, 0xff)
			for n := range tt.relays {
				a := advertised(t, n+2, 1, noon, func(a *wire.RelayAdvert) { a.TtlS = wire.MaxAdvertTTL })
				if v, err := j.advert(a, "world", noon); v != accept {
					t.Fatal(n, v, err)
				}
			}
			j.dir.sweep(noon, noon)
			if j.dir.population != tt.relays {
				t.Fatalf("population %d, want %d", j.dir.population, tt.relays)
			}
			taken, seq := 0, uint64(1)
			for at := time.Duration(0); at < tt.over; at += tt.every {
				seq++
				a := advertised(t, 2, seq, noon.Add(at), func(a *wire.RelayAdvert) { a.TtlS = wire.MaxAdvertTTL })
				if v, _ := j.advert(a, "world", noon.Add(at)); v == accept {
					taken++
				}
			}
			if taken < tt.want-1 || taken > tt.want+1 {
				t.Errorf("%d adverts taken in %v, want about %d", taken, tt.over, tt.want)
			}
		})
	}
}
