package whip_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/casto-network/casto/relay/whip"
)

func TestViewersAreToldOfOtherServers(t *testing.T) {
	others := []string{"https://one.example", "http://192.0.2.1:8787"}
	s := newServer(t, func(o *whip.Options) {
		subscribe := o.Subscribe
		o.Subscribe = func(ctx context.Context, stream, offer string, r *http.Request) (whip.Session, error) {
			if stream == "full" {
				return nil, fmt.Errorf("%w: it serves 1 viewer", whip.ErrFull)
			}
			return subscribe(ctx, stream, offer, r)
		}
		o.Alternatives = func(_ *http.Request, stream string) []string {
			if stream == "alone" {
				return nil
			}
			return others
		}
	})
	at := listen(t, s).URL
	for stream, want := range map[string][]string{"live": others, "alone": nil} {
		c := &whip.Client{URL: at + "/whep/" + stream}
		if _, err := c.Exchange(t.Context(), receives); err != nil {
			t.Fatal(err)
		}
		if got := c.Alternatives(); !slices.Equal(got, want) {
			t.Errorf("%s: told of %q, want %q", stream, got, want)
		}
		if got := c.Link("ice-server"); got == "" {
			t.Error("the ICE server has gone")
		}
	}
	c := &whip.Client{URL: at + "/whep/full"}
	_, err := c.Exchange(t.Context(), receives)
	var p whip.Problem
	if !errors.Is(err, whip.ErrFull) || !errors.As(err, &p) || !slices.Equal(p.Alternatives, others) {
		t.Errorf("a refusal: %v, told of %q", err, p.Alternatives)
	}
	c = &whip.Client{URL: at + "/whip/live"}
	if _, err := c.Exchange(t.Context(), sends); err != nil || c.Alternatives() != nil {
		t.Errorf("a publisher: %v, told of %q", err, c.Alternatives())
	}
}
