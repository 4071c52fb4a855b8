package whip

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	maxRedirects = 5
	maxAnswer    = 128 << 10
	// maxRetryAfter is the longest wait that is taken from a server.
	maxRetryAfter = time.Hour
)

// Client makes one session at a WHIP or WHEP endpoint. Exchange is what client.Publish and client.Watch take. All methods are
// safe for concurrent use.
type Client struct {
	// URL of the endpoint. Redirects by 307 and 308 are followed.
	URL string
	// Token is sent as a bearer token unless it is empty. It does not follow a redirect to another host.
	Token string
	// HTTP makes the requests. Nil means http.DefaultClient. Its CheckRedirect is not used.
	HTTP *http.Client

	mu      sync.Mutex // guards the fields below
	session string
	links   []string // values of the Link header that came with the answer
}

// Exchange posts an offer and returns the answer. A refusal is a Problem, which wraps ErrUnauthorized, ErrNoStream, ErrBusy,
// ErrFull or another sentinel of this package.
func (c *Client) Exchange(ctx context.Context, offer string) (answer string, err error) {
	role := Publisher
	if strings.Contains(offer, "a=recvonly") && !strings.Contains(offer, "a=sendonly") {
		role = Viewer
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, strings.NewReader(offer))
	if err != nil {
		return "", fmt.Errorf("post offer: %w", err)
	}
	req.Header.Set("Content-Type", typeSDP)
	req.Header.Set("Accept", typeSDP+", application/problem+json")
	res, b, err := c.do(req)
	if err != nil {
		return "", fmt.Errorf("post offer: %w", err)
	}
	if res.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("post offer to %s: %w", redacted(res.Request.URL), refusal(res, b, role))
	}
	if got, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err != nil || got != typeSDP {
		return "", fmt.Errorf("post offer to %s: answer has type %q, want %s: is this the URL of a WHIP or WHEP endpoint?",
			redacted(res.Request.URL), res.Header.Get("Content-Type"), typeSDP)
	}
	// Location may be missing: then the session cannot be deleted, and ends when its peer does.
	session := ""
	if l := res.Header.Get("Location"); l != "" {
		u, err := res.Request.URL.Parse(l)
		if err != nil {
			return "", fmt.Errorf("post offer to %s: session URL: %w", redacted(res.Request.URL), err)
		}
		session = u.String()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.session, c.links = session, res.Header.Values("Link")
	return string(b), nil
}

// Link returns the target of the first link of the given relation (RFC 8288) that came with the answer, empty if there is none. A
// CASTO node tells a publisher the stream's address as "alternate".
func (c *Client) Link(rel string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if targets := linked(c.links, rel); len(targets) > 0 {
		return targets[0]
	}
	return ""
}

// Alternatives returns the base URLs of other servers that came with the answer.
func (c *Client) Alternatives() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return linked(c.links, AlternativeRelation)
}

// maxLinks bounds the links that are taken from one answer.
const maxLinks = 16

// linked returns the targets of the links of a relation, one link to a header value.
func linked(links []string, rel string) (targets []string) {
	for _, l := range links[:min(len(links), maxLinks)] {
		target, params, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(l), "<"), ">")
		if !ok {
			continue
		}
		for p := range strings.SplitSeq(params, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
			if strings.EqualFold(name, "rel") && strings.Trim(value, `"`) == rel {
				targets = append(targets, target)
				break
			}
		}
	}
	return targets
}

// Session returns the URL of the session that Exchange made last, empty if there is none. Who has it can end the session.
func (c *Client) Session() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.session
}

// Delete ends the session, if there is one. A session that has ended by itself is no error.
func (c *Client) Delete(ctx context.Context) error {
	c.mu.Lock()
	session := c.session
	c.session = ""
	c.mu.Unlock()
	if session == "" {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, session, nil)
	if err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	res, b, err := c.do(req)
	if err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	if res.StatusCode/100 != 2 && res.StatusCode != http.StatusNotFound {
		return fmt.Errorf("delete session: %w", refusal(res, b, Viewer))
	}
	return nil
}

// do sends req and reads what comes back.
func (c *Client) do(req *http.Request) (*http.Response, []byte, error) {
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	h := http.Client{CheckRedirect: redirect}
	if c.HTTP != nil {
		h = *c.HTTP
		h.CheckRedirect = redirect
	}
	res, err := h.Do(req)
	if err != nil {
		return nil, nil, short(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read answer: %w", err)
	}
	if len(b) > maxAnswer {
		return nil, nil, fmt.Errorf("answer has more than %d bytes", maxAnswer)
	}
	return res, b, nil
}

// redirect lets through what keeps method and body (RFC 9725, section 4.5). Others would turn the POST into a GET.
func redirect(req *http.Request, via []*http.Request) error {
	if s := req.Response.StatusCode; s != http.StatusTemporaryRedirect && s != http.StatusPermanentRedirect {
		return http.ErrUseLastResponse
	}
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	return nil
}

// refusal is the error that an answer stands for.
func refusal(res *http.Response, b []byte, role Role) error {
	p := Problem{}
	if t, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type")); t == "application/problem+json" || t == "application/json" {
		if json.Unmarshal(b, &p) != nil {
			p = Problem{}
		}
	} else if strings.HasPrefix(t, "text/plain") {
		p.Detail = string(b)
	}
	p.Status = res.StatusCode
	p.Title, p.Detail = line(p.Title), line(p.Detail)
	if s, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && s >= 0 {
		p.RetryAfter = time.Duration(min(s, int(maxRetryAfter.Seconds()))) * time.Second
	} else if t, err := http.ParseTime(res.Header.Get("Retry-After")); err == nil {
		p.RetryAfter = min(max(0, time.Until(t)), maxRetryAfter)
	}
	if res.StatusCode/100 == 3 {
		p.Location = res.Header.Get("Location")
		p.Detail = "redirect that would lose the offer; only 307 and 308 are followed"
	}
	p.Alternatives = linked(res.Header.Values("Link"), AlternativeRelation)
	p.cause = p.sentinel(role)
	return p
}

// line makes what a server said fit for one line of a terminal.
func line(s string) string {
	const most = 300
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strings.TrimSpace(s)
}

// short drops the URL that net/http puts into its errors when it is a session's.
func short(err error) error {
	var u *url.Error
	if errors.As(err, &u) && strings.Contains(u.URL, sessionPath) {
		return u.Err
	}
	return err
}

// redacted is a URL without what might be a secret.
func redacted(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}
