package p2p

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"
)

// What may stand among the first candidates of a search, which is as many as a node asks to become its parent.
const (
	firstOf     = 16
	firstOfOne  = firstOf / 2 // told by one peer
	firstOfArea = firstOf / 4 // in one /16
	vouchedEach = 4           // every fourth place is for a carrier that the streamer or the user's link names
)

// candidate is a carrier and who told of it.
type candidate struct {
	Carrier
	teller  peer.ID // empty for the table and for what vouches
	vouched bool    // named by the signed announcement, by the link, or known to have worked
}

// rank orders candidates so that a crowd of liars cannot keep the others out of the first places, whatever lag they claim: of the
// first 16, one teller fills at most half and one /16 a quarter, and every fourth is one that somebody vouched for.
func rank(all []candidate) []Carrier {
	var vouched, told, rest []candidate
	byOne, byArea := make(map[peer.ID]int), make(map[string]int)
	slices.SortFunc(all, promising)
	for _, c := range all {
		area := regionOf(c.addrs)
		switch {
		case c.vouched && c.Seen.IsZero():
			vouched = append(vouched, c)
		case c.vouched:
			told = append(told, c)
		case byOne[c.teller] >= firstOfOne && c.teller != "", byArea[area] >= firstOfArea && area != privatePlace:
			rest = append(rest, c)
		default:
			byOne[c.teller]++
			byArea[area]++
			told = append(told, c)
		}
	}
	rand.Shuffle(len(vouched), func(i, j int) { vouched[i], vouched[j] = vouched[j], vouched[i] })
	slices.SortStableFunc(told, promising)
	out := make([]Carrier, 0, len(all))
	for len(told) > 0 || len(vouched) > 0 {
		if len(vouched) > 0 && (len(told) == 0 || len(out)%vouchedEach == vouchedEach-1) {
			out, vouched = append(out, vouched[0].Carrier), vouched[1:]
		} else {
			out, told = append(out, told[0].Carrier), told[1:]
		}
	}
	for _, c := range rest {
		out = append(out, c.Carrier)
	}
	return out
}

// promising puts those of whom somebody told lag and load first, the least lag before the rest.
func promising(a, b candidate) int {
	unknown := func(c candidate) int {
		if c.Seen.IsZero() {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(unknown(a), unknown(b)), cmp.Compare(a.Lag, b.Lag), cmp.Compare(a.Load, b.Load), cmp.Compare(a.Peer, b.Peer))
}
