package wire

import (
	"errors"
	"fmt"
)

// ErrInvalid is wrapped by every error of a Validate method; the error names the field.
var ErrInvalid = errors.New("invalid message")

// check holds fields against their bounds; only the first fault counts.
type check struct {
	message string
	err     error
}

// fail notes a fault of field, unless there was one before.
func (c *check) fail(field, format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %s.%s: %s", ErrInvalid, c.message, field, fmt.Sprintf(format, args...))
	}
}

func (c *check) exactly(field string, b []byte, size int) {
	if len(b) != size {
		c.fail(field, "%d bytes, want %d", len(b), size)
	}
}

// optional allows no bytes at all, or exactly size.
func (c *check) optional(field string, b []byte, size int) {
	if len(b) != 0 {
		c.exactly(field, b, size)
	}
}

// between bounds a length in bytes, or a count.
func (c *check) between(field string, n, low, high int) {
	if n < low || n > high {
		c.fail(field, "%d, want %d to %d", n, low, high)
	}
}

func (c *check) atMost(field string, v, most uint64) {
	if v > most {
		c.fail(field, "%d, want at most %d", v, most)
	}
}

func (c *check) atLeast(field string, v, least uint64) {
	if v < least {
		c.fail(field, "%d, want at least %d", v, least)
	}
}

// amount allows a number in its shortest form.
func (c *check) amount(field string, b []byte) {
	switch {
	case len(b) > MaxAmount:
		c.fail(field, "%d bytes, want at most %d", len(b), MaxAmount)
	case len(b) > 0 && b[0] == 0:
		c.fail(field, "leading zero byte")
	}
}

// text bounds a string in bytes. That it is UTF-8 the decoder has seen to.
func (c *check) text(field, s string, most int) {
	if len(s) > most {
		c.fail(field, "%d bytes, want at most %d", len(s), most)
	}
}

// token is text of printable ASCII without spaces, one character at least.
func (c *check) token(field, s string, most int) {
	if c.text(field, s, most); s == "" {
		c.fail(field, "missing")
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			c.fail(field, "byte %#02x", s[i])
			return
		}
	}
}

func (c *check) addrs(field string, addrs [][]byte) {
	c.between(field, len(addrs), 0, MaxAddrs)
	for i, a := range addrs {
		c.between(fmt.Sprintf("%s[%d]", field, i), len(a), 1, MaxAddr)
	}
}

// sockets are IP addresses with ports.
func (c *check) sockets(field string, addrs [][]byte, low, high int) {
	c.between(field, len(addrs), low, high)
	for i, a := range addrs {
		if len(a) != 4+2 && len(a) != 16+2 {
			c.fail(fmt.Sprintf("%s[%d]", field, i), "%d bytes, want 6 or 18", len(a))
		}
	}
}

// known holds an enum against the values that its descriptor names, of which zero does not count.
func (c *check) known(field string, value int32, names map[int32]string) {
	if _, ok := names[value]; !ok || value == 0 {
		c.fail(field, "unknown value %d", value)
	}
}

// validator is a message, or nil.
type validator[M any] interface {
	*M
	Validate() error
}

// must holds a part of the message against its own rules; it has to be there.
func must[M any, P validator[M]](c *check, field string, part P) {
	if part == nil {
		c.fail(field, "missing")
		return
	}
	may(c, field, part)
}

// may holds a part of the message against its own rules if it is there.
func may[M any, P validator[M]](c *check, field string, part P) {
	if part == nil || c.err != nil {
		return
	}
	if err := part.Validate(); err != nil {
		c.err = fmt.Errorf("%s.%s: %w", c.message, field, err)
	}
}

// each bounds the number of parts and holds every one against its own rules.
func each[M any, P validator[M]](c *check, field string, parts []P, low, high int) {
	c.between(field, len(parts), low, high)
	for i, part := range parts {
		if c.err != nil {
			return
		}
		must(c, fmt.Sprintf("%s[%d]", field, i), part)
	}
}
