package incentives

import (
	"fmt"
	"net/url"
	"strings"
)

const (
	maxURI  = 4096 // bytes of a stream link
	maxVia  = 16   // bootstrap addresses in it
	maxName = 64   // bytes of a stream name
)

// StreamURI is the link that an audience is given: casto://<streamer>/<name>?via=<multiaddr>,<multiaddr>.
// Via holds addresses of nodes that know the stream, to start from when no other discovery works.
type StreamURI struct {
	Streamer Address
	Name     string
	Via      []string
}

// ParseStreamURI reads a link of at most 4 KiB with at most 16 via addresses, and checks the name by CheckStreamName.
func ParseStreamURI(s string) (StreamURI, error) {
	if len(s) > maxURI {
		return StreamURI{}, fmt.Errorf("stream link: %w: longer than %d bytes", ErrSyntax, maxURI)
	}
	u, err := url.Parse(s)
	if err != nil {
		return StreamURI{}, fmt.Errorf("stream link: %w: %w", ErrSyntax, err)
	}
	if u.Scheme != "casto" || u.User != nil || u.Opaque != "" || u.Fragment != "" {
		return StreamURI{}, fmt.Errorf("stream link %.100q: %w: want casto://0x<streamer>/<name>", s, ErrSyntax)
	}
	var link StreamURI
	if link.Streamer, err = ParseAddress(u.Host); err != nil {
		return StreamURI{}, fmt.Errorf("stream link: streamer: %w", err)
	}
	link.Name = strings.TrimPrefix(u.Path, "/")
	if err := CheckStreamName(link.Name); err != nil {
		return StreamURI{}, fmt.Errorf("stream link: %w", err)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return StreamURI{}, fmt.Errorf("stream link: %w: %w", ErrSyntax, err)
	}
	for _, list := range query["via"] {
		for via := range strings.SplitSeq(list, ",") {
			if via != "" {
				link.Via = append(link.Via, via)
			}
		}
	}
	if len(link.Via) > maxVia {
		return StreamURI{}, fmt.Errorf("stream link: %w: more than %d via addresses", ErrSyntax, maxVia)
	}
	return link, nil
}

// CheckStreamName accepts 1 to 64 characters of a-z, 0-9, '-', '_' and '.', the first a letter or digit.
func CheckStreamName(name string) error {
	const first = "abcdefghijklmnopqrstuvwxyz0123456789"
	if name == "" || len(name) > maxName || !strings.Contains(first, name[:1]) || strings.Trim(name, first+"-_.") != "" {
		return fmt.Errorf("stream name %.80q: %w: want 1 to %d of a-z 0-9 - _ . with a letter or digit first", name, ErrSyntax, maxName)
	}
	return nil
}

// ID returns the identity of the stream that the link names.
func (u StreamURI) ID() StreamID { return NewStreamID(u.Streamer, u.Name) }

// String returns the canonical link: the streamer in lower-case hex, and via addresses escaped only where a URL needs it.
func (u StreamURI) String() string {
	link := "casto://" + strings.ToLower(u.Streamer.Hex()) + "/" + u.Name
	if len(u.Via) == 0 {
		return link
	}
	escaped := make([]string, len(u.Via))
	for i, via := range u.Via {
		escaped[i] = strings.ReplaceAll(url.QueryEscape(via), "%2F", "/")
	}
	return link + "?via=" + strings.Join(escaped, ",")
}
