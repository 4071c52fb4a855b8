package control

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/casto-network/casto/incentives"
)

// The values of an object's type.
const (
	typeHello   = "hello"
	typeGrant   = "grant"
	typeFree    = "free"
	typeReceipt = "receipt"
	typeAck     = "ack"
	typeLimit   = "limit"
	typeError   = "error"
	typeBye     = "bye"

	typeStandby      = "standby"
	typeLayers       = "layers"
	typeSilent       = "silent"
	typeSource       = "source"
	typeAlternatives = "alternatives"
	typeMove         = "move"
)

// object is any frame on the wire; the type says which fields must stand.
type object struct {
	Type      string                   `json:"type"`
	Viewer    *incentives.Address      `json:"viewer,omitempty"`
	Grant     *incentives.SessionGrant `json:"grant,omitempty"`
	Receipt   *incentives.Receipt      `json:"receipt,omitempty"`
	Signature *incentives.Signature    `json:"signature,omitempty"`
	Domain    *incentives.Domain       `json:"domain,omitempty"`
	Seq       *uint64                  `json:"seq,string,omitempty"`
	State     string                   `json:"state,omitempty"`
	Code      string                   `json:"code,omitempty"`
	Reason    string                   `json:"reason,omitempty"`

	On         *bool    `json:"on,omitempty"`
	RID        string   `json:"rid,omitempty"`
	Spatial    uint8    `json:"spatial,omitempty"`
	Temporal   uint8    `json:"temporal,omitempty"`
	ForMs      *uint32  `json:"forMs,omitempty"`
	URLs       []string `json:"urls,omitempty"`
	Above      []string `json:"above,omitempty"`
	DeadlineMs *uint32  `json:"deadlineMs,omitempty"`
}

// Encode returns the frame's bytes. Code and reason are cut to MaxText bytes, so that every frame fits MaxFrame.
func Encode(f Frame) ([]byte, error) {
	o := f.fields()
	o.Code, o.Reason = cut(o.Code), cut(o.Reason)
	b, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("encode %s frame: %w", o.Type, err)
	}
	if len(b) > MaxFrame { // only text that JSON escapes sixfold gets here
		return nil, fmt.Errorf("encode %s frame: %w: %d bytes", o.Type, ErrFrame, len(b))
	}
	return b, nil
}

// Decode reads a frame. It fails with ErrUnknownType on a type it does not know and with ErrFrame on everything else.
func Decode(b []byte) (Frame, error) {
	if len(b) > MaxFrame {
		return nil, fmt.Errorf("%w: %d bytes, more than %d", ErrFrame, len(b), MaxFrame)
	}
	var o object
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&o); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: bytes after the object", ErrFrame)
	}
	if len(o.Code) > MaxText || len(o.Reason) > MaxText {
		return nil, fmt.Errorf("%w: text longer than %d bytes", ErrFrame, MaxText)
	}
	return o.frame()
}

// frame returns the typed frame, checked to have all that its type needs.
func (o object) frame() (Frame, error) {
	complete := true
	var f Frame
	switch o.Type {
	case typeHello:
		if complete = o.Viewer != nil && *o.Viewer != (incentives.Address{}); complete {
			f = Hello{*o.Viewer}
		}
	case typeGrant:
		if complete = o.Grant != nil && o.Signature != nil && o.Domain != nil; complete {
			f = Grant{incentives.SignedGrant{Message: *o.Grant, Signature: *o.Signature}, *o.Domain}
		}
	case typeFree:
		f = Free{o.Reason}
	case typeReceipt:
		if complete = o.Receipt != nil && o.Signature != nil; complete {
			f = Receipt{incentives.SignedReceipt{Message: *o.Receipt, Signature: *o.Signature}}
		}
	case typeAck:
		if complete = o.Seq != nil; complete {
			f = Ack{*o.Seq}
		}
	case typeLimit:
		state := LimitState(o.State)
		complete = state == LimitNone || state == LimitLowest || state == LimitPaused
		f = Limit{state, o.Reason}
	case typeError:
		complete = o.Code != ""
		f = Error{o.Code, o.Reason}
	case typeBye:
		f = Bye{}
	default:
		return o.watching()
	}
	if !complete {
		return nil, fmt.Errorf("%w: %s lacks a field", ErrFrame, o.Type)
	}
	return f, nil
}

// bases tells whether these are base URLs, and not too many.
func bases(urls []string) bool {
	return len(urls) <= MaxAlternatives && !slices.ContainsFunc(urls, func(u string) bool { return CheckURL(u) != nil })
}

// watching returns the frames about what is watched, and where.
func (o object) watching() (Frame, error) {
	complete := true
	var f Frame
	switch o.Type {
	case typeStandby:
		if complete = o.On != nil; complete {
			f = Standby{*o.On}
		}
	case typeLayers:
		complete = len(o.RID) <= maxRID
		f = Layers{o.RID, o.Spatial, o.Temporal}
	case typeSilent:
		if complete = o.ForMs != nil; complete {
			f = Silent{*o.ForMs}
		}
	case typeSource:
		state := SourceState(o.State)
		complete = state == SourceLive || state == SourceSilent || state == SourceIdle
		f = Source{state}
	case typeAlternatives:
		complete = bases(o.URLs) && bases(o.Above)
		f = Alternatives{slices.Clip(append([]string(nil), o.URLs...)), slices.Clip(append([]string(nil), o.Above...))} // none is nil
	case typeMove:
		if complete = o.DeadlineMs != nil; complete {
			f = Move{*o.DeadlineMs, o.Reason}
		}
	default:
		return nil, fmt.Errorf("%w: %.40q", ErrUnknownType, o.Type)
	}
	if !complete {
		return nil, fmt.Errorf("%w: %s lacks a field, or has one out of range", ErrFrame, o.Type)
	}
	return f, nil
}

// CheckURL tells why a string is no base URL of a relay: it is that of an HTTP server, of at most MaxURL bytes, and names nothing there.
func CheckURL(base string) error {
	u, err := url.Parse(base)
	switch {
	case err != nil:
		return fmt.Errorf("base URL: %w", err)
	case len(base) > MaxURL:
		return fmt.Errorf("base URL of %d bytes, at most %d", len(base), MaxURL)
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return fmt.Errorf("base URL %q: want http://HOST or https://HOST", base)
	case u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "", strings.HasSuffix(base, "#"), u.Path != "" && u.Path != "/":
		return fmt.Errorf("base URL %q: want no more than scheme, host and port", base)
	}
	return nil
}

func (f Hello) fields() object { return object{Type: typeHello, Viewer: &f.Viewer} }
func (f Free) fields() object  { return object{Type: typeFree, Reason: f.Reason} }
func (f Ack) fields() object   { return object{Type: typeAck, Seq: &f.Seq} }
func (f Limit) fields() object {
	return object{Type: typeLimit, State: string(f.State), Reason: f.Reason}
}
func (f Error) fields() object { return object{Type: typeError, Code: f.Code, Reason: f.Reason} }
func (f Bye) fields() object   { return object{Type: typeBye} }

func (f Standby) fields() object { return object{Type: typeStandby, On: &f.On} }
func (f Silent) fields() object  { return object{Type: typeSilent, ForMs: &f.ForMs} }
func (f Source) fields() object  { return object{Type: typeSource, State: string(f.State)} }
func (f Layers) fields() object {
	return object{Type: typeLayers, RID: f.RID, Spatial: f.Spatial, Temporal: f.Temporal}
}
func (f Alternatives) fields() object {
	return object{Type: typeAlternatives, URLs: f.URLs, Above: f.Above}
}
func (f Move) fields() object {
	return object{Type: typeMove, DeadlineMs: &f.DeadlineMs, Reason: f.Reason}
}

func (f Grant) fields() object {
	return object{Type: typeGrant, Grant: &f.Grant.Message, Signature: &f.Grant.Signature, Domain: &f.Domain}
}

func (f Receipt) fields() object {
	return object{Type: typeReceipt, Receipt: &f.Receipt.Message, Signature: &f.Receipt.Signature}
}

// cut shortens s to at most MaxText bytes at a character's border.
func cut(s string) string {
	if len(s) <= MaxText {
		return s
	}
	end := MaxText
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}
