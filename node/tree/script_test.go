package tree

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestScripts runs the stories of testdata: each line that is not indented is a fact, those below it are what the member wants then, or what it
// answers. go test ./node/tree -run Scripts -args rewrite writes them anew.
//
//	member 9 children 2        a new member; root for the streamer's
//	at 1.5s                    time passes, with all ticks that are due
//	found 3@40ms,1>2>3 ...     a search has found 3, 40 ms away, on that path; +lag30ms, +load0.5, +group7, +cold, +home after it
//	accepted 3 1>2>3           lag50ms and rtt40ms may follow
//	refused 3 full 4@20ms,1>4  with alternatives
//	heard 3 1>2>3 lag50ms      a keepalive; the path may be left out
//	until 40s 3:80ms 4:90ms    time passes while beacons of that age come from 3 and 4
//	beacon 3 seq7 age60ms
//	silent 3, flows 3, lost 3, repairing 3 eta50ms, move 3 4@20ms,1>4
//	asks 5 primary 1>2         a child, with ids to avoid
//	child 5 hot, gone 5, load 0.98, drain, state
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(b))
			if flag.Arg(0) == "rewrite" {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(b); got != want && flag.Arg(0) != "rewrite" {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// stage is the member that a script is about.
type stage struct {
	t   *testing.T
	m   *Member
	now time.Duration
	seq uint64 // of the next beacon
	out strings.Builder
}

// play returns the script with what the member does put in the place of the indented lines.
func play(t *testing.T, script string) string {
	s := &stage{t: t, seq: 1}
	for lines := bufio.NewScanner(strings.NewReader(script)); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "  ") {
			continue
		}
		s.out.WriteString(line + "\n")
		if line != "" && line[0] != '#' {
			s.line(strings.Fields(line))
		}
	}
	return s.out.String()
}

func (s *stage) say(do []Action) {
	for _, a := range do {
		text := "  " + a.Kind.String()
		switch a.Kind {
		case Join:
			text += fmt.Sprintf(" %d as %v", a.Peer, a.Role)
		case Find:
			if a.Role != Primary {
				text += " a standby"
			}
		case Leave, Drop:
			text += fmt.Sprintf(" %d: %v", a.Peer, a.Reason)
		case Promote:
			text += fmt.Sprintf(" %d", a.Peer)
		case TellPath:
			text += " " + path(s.m.Path(nil))
		case TellRepairing:
			text += fmt.Sprintf(" %v", a.ETA)
		}
		s.out.WriteString(text + "\n")
	}
}

func (s *stage) line(f []string) {
	args := words(f[1:])
	m, now := s.m, s.now
	switch f[0] {
	case "member", "root":
		s.now = 0
		s.m = New(Options{Self: args.id(), Root: f[0] == "root", Children: args.number("children", 2), Rand: rand.New(rand.NewPCG(1, 2))})
	case "at":
		s.pass(args.time(""))
	case "until":
		s.flow(args)
	case "found":
		s.say(m.Found(now, args.candidates(0), nil))
	case "accepted":
		s.say(m.Accepted(now, args.id(), args.path(1), args.time("lag"), args.time("rtt"), nil))
	case "refused":
		s.say(m.Refused(now, args.id(), reasonOf(args.word(1)), args.candidates(2), 0, nil))
	case "heard":
		s.say(m.Heard(now, args.id(), Report{Path: args.path(1), Lag: args.time("lag")}, nil))
	case "beacon":
		if m.Beacon(now, args.id(), uint64(args.number("seq", 1)), args.time("age")) {
			s.out.WriteString("  goes on to the children\n")
		}
	case "silent":
		s.say(m.Silent(now, args.id(), nil))
	case "flows":
		m.Flows(args.id())
	case "lost":
		s.say(m.Lost(now, args.id(), nil))
	case "repairing":
		s.say(m.Repairing(now, args.id(), args.time("eta"), nil))
	case "move":
		s.say(m.MoveAsked(now, args.id(), args.candidates(1), nil))
	case "asks":
		why := m.Asks(now, args.id(), roleOf(args.word(1)), args.path(2))
		if why == NoReason {
			s.out.WriteString("  taken\n")
		} else {
			s.out.WriteString("  refused: " + why.String() + "\n")
		}
	case "child":
		m.ChildHeard(now, args.id(), roleOf(args.word(1)))
	case "gone":
		m.ChildGone(args.id())
	case "load":
		m.SetLoad(args.float(0))
	case "drain":
		s.say(m.Drain(nil))
	case "state":
		for _, p := range m.parents {
			s.out.WriteString(fmt.Sprintf("  parent %d %v held=%v %s lag %v\n", p.id, p.role, p.held, path(p.path), p.lag))
		}
	default:
		s.t.Fatalf("unknown fact %q", f[0])
	}
	check(s.t, s.m, s.now)
}

// pass lets time pass, with every tick that is due.
func (s *stage) pass(until time.Duration) {
	for s.now < until {
		s.now = min(until, max(s.m.Next(s.now), s.now+time.Millisecond))
		if do := s.m.Tick(s.now, nil); len(do) > 0 {
			s.out.WriteString(fmt.Sprintf("  %v\n", s.now))
			s.say(do)
		}
	}
}

// flow lets time pass while parents send beacons.
func (s *stage) flow(args words) {
	for until := (args[:1]).time(""); s.now < until; s.seq++ {
		for _, from := range args[1:] {
			id, age, _ := strings.Cut(from, ":")
			s.m.Beacon(s.now, idOf(id), s.seq, words{age}.time(""))
		}
		s.pass(min(until, s.now+BeaconEvery))
	}
}

// words are the arguments of a fact.
type words []string

func (w words) word(i int) string {
	if i < len(w) {
		return w[i]
	}
	return ""
}

func (w words) id() ID { return idOf(w.word(0)) }

func idOf(s string) ID {
	n, _ := strconv.ParseUint(s, 10, 64)
	return ID(n)
}

// time is the duration after a name; it may be the first word.
func (w words) time(name string) time.Duration {
	for _, s := range w {
		if rest, ok := strings.CutPrefix(s, name); ok {
			if d, err := time.ParseDuration(rest); err == nil {
				return d
			}
		}
	}
	return 0
}

// number follows a name, as one word or two.
func (w words) number(name string, otherwise int) int {
	for i, s := range w {
		rest, ok := strings.CutPrefix(s, name)
		if ok && rest == "" {
			rest = w.word(i + 1)
		}
		if n, err := strconv.Atoi(rest); ok && err == nil {
			return n
		}
	}
	return otherwise
}

func (w words) float(i int) float64 {
	x, _ := strconv.ParseFloat(w.word(i), 64)
	return x
}

// path is the word at i, if it is 1>2>3.
func (w words) path(i int) (ids []ID) {
	if _, err := strconv.Atoi(strings.ReplaceAll(w.word(i), ">", "")); err != nil {
		return nil
	}
	for s := range strings.SplitSeq(w.word(i), ">") {
		ids = append(ids, idOf(s))
	}
	return ids
}

// candidates are the words from i on.
func (w words) candidates(i int) (list []Candidate) {
	for _, s := range w[min(i, len(w)):] {
		parts := strings.Split(s, "+")
		id, rest, _ := strings.Cut(parts[0], "@")
		rtt, way, _ := strings.Cut(rest, ",")
		c := Candidate{ID: idOf(id), RTT: words{rtt}.time(""), Path: words{way}.path(0), Lag: words(parts[1:]).time("lag")}
		c.Depth, c.Group = len(c.Path), uint64(words(parts[1:]).number("group", 0))
		for _, p := range parts[1:] {
			c.Cold, c.Home, c.Suspend = c.Cold || p == "cold", c.Home || p == "home", c.Suspend || p == "suspend"
			if load, ok := strings.CutPrefix(p, "load"); ok {
				c.Load = words{load}.float(0)
			}
		}
		list = append(list, c)
	}
	return list
}

func path(ids []ID) string {
	var parts []string
	for _, id := range ids {
		parts = append(parts, strconv.FormatUint(uint64(id), 10))
	}
	return strings.Join(parts, ">")
}

func roleOf(s string) Role {
	for r := Primary; r <= StandbyHot; r++ {
		if r.String() == s {
			return r
		}
	}
	return 0
}

func reasonOf(s string) Reason {
	for r := NoReason; r <= LeaseExpired; r++ {
		if r.String() == strings.ReplaceAll(s, "-", " ") {
			return r
		}
	}
	return NoReason
}
