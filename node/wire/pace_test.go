package wire

import (
	"testing"
	"time"
)

func TestAdvertsOfARegionComeAtABoundedPace(t *testing.T) {
	tests := []struct {
		relays     int
		every, ttl time.Duration
	}{
		{0, 45 * time.Second, 110500 * time.Millisecond}, {45, 45 * time.Second, 110500 * time.Millisecond},
		{1000, 1000 * time.Second, 2498 * time.Second}, {1 << 30, 48 * time.Minute, 2*time.Hour - 2*time.Second},
	}
	for _, tt := range tests {
		if every, ttl := AdvertPace(tt.relays); every != tt.every || ttl != tt.ttl {
			t.Errorf("%d relays: every %v for %v, want %v for %v", tt.relays, every, ttl, tt.every, tt.ttl)
		}
	}
	for relays := range 8193 {
		every, ttl := AdvertPace(relays)
		if perSecond := float64(relays) / every.Seconds(); perSecond > 3 {
			t.Fatalf("%d relays: %.1f adverts a second", relays, perSecond)
		}
		if ttl < 2*every || ttl > MaxAdvertTTL*time.Second {
			t.Fatalf("%d relays: lives %v, renewed every %v", relays, ttl, every)
		}
	}
}
