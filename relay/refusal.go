package relay

import (
	"errors"
	"fmt"
	"strings"

	"github.com/casto-network/casto/relay/internal/negotiate"
)

// defaultMaxLayers is how many simulcast layers a publisher may offer: twice as many as browsers do, and a few.
const defaultMaxLayers = 8

// readOffer reads a peer's offer, and says what keeps it from connecting. Text is the offer as Pion can read it.
func readOffer(offerSDP string) (offer negotiate.Offer, text string, err error) {
	text = negotiate.Mend(offerSDP)
	if offer, err = negotiate.Parse(text); err == nil {
		err = offer.Transport()
	}
	return offer, text, refusal(err)
}

// published picks the sections of an offer that make a stream: at most one of audio, one of video.
func published(o negotiate.Offer, layers int) ([]negotiate.Media, error) {
	if layers == 0 {
		layers = defaultMaxLayers
	}
	media, err := o.Published(layers)
	return media, refusal(err)
}

// refusal is an error of negotiation as one of ours, with the same words.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	for _, e := range []struct{ from, to error }{{negotiate.ErrUnsupported, ErrUnsupported}, {negotiate.ErrMalformed, ErrBadSDP}} {
		if errors.Is(err, e.from) {
			return fmt.Errorf("%w%s", e.to, strings.TrimPrefix(err.Error(), e.from.Error()))
		}
	}
	return fmt.Errorf("%w: %w", ErrBadSDP, err)
}
