package wire

import "time"

// How often adverts come: a relay renews its own at least every slowestAdvert, at most every fastestAdvert.
const (
	fastestAdvert = 45 * time.Second
	slowestAdvert = 48 * time.Minute
)

// AdvertPace returns after which time a relay renews its advert, and how long the advert lives, in a region in which so many relays are
// known. All of them pass every advert on, so that what each sends and receives would grow with their number; at this pace the whole
// region brings one advert a second, and the largest that a directory holds not quite three.
func AdvertPace(relays int) (every, ttl time.Duration) {
	every = min(max(time.Duration(relays)*time.Second, fastestAdvert), slowestAdvert)
	return every, every*5/2 - 2*time.Second // two may be lost
}
