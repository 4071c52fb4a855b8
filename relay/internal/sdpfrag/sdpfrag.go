package sdpfrag

import (
	"errors"
	"fmt"
	"strings"
)

const (
	maxBytes      = 16 << 10
	maxCandidates = 50
)

// ErrMalformed: the text is not an SDP fragment. The message says where.
var ErrMalformed = errors.New("malformed SDP fragment")

// Fragment is what a fragment says.
type Fragment struct {
	Ufrag, Password string // of the offerer's ICE; empty if the fragment does not say
	Candidates      []Candidate
	End             bool // end-of-candidates
}

// Candidate is one candidate attribute, its name and colon included, with the media section it was sent for.
type Candidate struct{ MID, Attribute string }

// Parse reads a fragment. Unknown lines are ignored, as RFC 8840 asks.
func Parse(text string) (Fragment, error) {
	if len(text) > maxBytes {
		return Fragment{}, fmt.Errorf("%w: %d bytes, at most %d", ErrMalformed, len(text), maxBytes)
	}
	var f Fragment
	mid, useful := "", false
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			continue
		}
		if len(line) < 2 || line[1] != '=' {
			return Fragment{}, fmt.Errorf("%w: line %d", ErrMalformed, n+1)
		}
		if line[0] == 'm' {
			mid = ""
		}
		key, value, _ := strings.Cut(line[2:], ":")
		switch {
		case line[0] != 'a':
			continue
		case key == "mid":
			mid = value
		case key == "ice-ufrag":
			f.Ufrag = value
		case key == "ice-pwd":
			f.Password = value
		case key == "candidate":
			if len(f.Candidates) == maxCandidates {
				return Fragment{}, fmt.Errorf("%w: more than %d candidates", ErrMalformed, maxCandidates)
			}
			f.Candidates = append(f.Candidates, Candidate{mid, line[2:]})
		case key == "end-of-candidates":
			f.End = true
		default:
			continue
		}
		useful = true
	}
	if !useful {
		return Fragment{}, fmt.Errorf("%w: no ICE attribute", ErrMalformed)
	}
	return f, nil
}
