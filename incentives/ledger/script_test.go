package ledger_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/ledger"
)

var rewrite = flag.Bool("rewrite", false, "write what the scripts of testdata give into them")

// TestScripts runs every script of testdata. A script is a list of steps, each a command, a line "----", and what the ledger
// answers up to the next empty line; lines that begin with # are comments. Names stand for channels, streams, sessions and
// grants; amounts are base units; the price is one unit a byte unless a channel says otherwise, so bytes read as money.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := (&script{ledger: ledger.New(), channels: make(map[string]incentives.ChannelRef)}).run(t, string(b))
			if *rewrite {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(b) {
				t.Errorf("transcript differs; run with -rewrite and look at the difference.\ngot:\n%s", got)
			}
		})
	}
}

// script is a ledger with names for what it knows.
type script struct {
	ledger   *ledger.Ledger
	channels map[string]incentives.ChannelRef
}

// run returns the script with the answers that the ledger gives now.
func (s *script) run(t *testing.T, text string) string {
	var out strings.Builder
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for i+1 < len(lines) && lines[i+1] != "" { // the old answer
			i++
		}
		answer := strings.TrimRight(s.step(t, line), "\n")
		if answer == "" {
			answer = "ok"
		}
		out.WriteString("----\n" + answer + "\n")
	}
	return out.String()
}

// args are a command's words: plain ones by position, name=value ones by name.
type args struct {
	t     *testing.T
	line  string
	words []string
	named map[string]string
}

func parse(t *testing.T, line string) args {
	a := args{t, line, nil, make(map[string]string)}
	for _, w := range strings.Fields(line) {
		if name, value, ok := strings.Cut(w, "="); ok {
			a.named[name] = value
		} else {
			a.words = append(a.words, w)
		}
	}
	return a
}

func (a args) word(i int) string {
	if i >= len(a.words) {
		a.t.Fatalf("%s: lacks a word", a.line)
	}
	return a.words[i]
}

func (a args) number(name string) uint64 {
	if a.named[name] == "" {
		return 0
	}
	n, err := strconv.ParseUint(a.named[name], 10, 64)
	if err != nil {
		a.t.Fatalf("%s: %v", a.line, err)
	}
	return n
}

func (a args) amount(name string) incentives.Amount { return incentives.NewAmount(a.number(name)) }

// price turns units a byte into units a GiB.
func (a args) price() incentives.Price {
	perByte := uint64(1)
	if a.named["price"] != "" {
		perByte = a.number("price")
	}
	return incentives.Price(incentives.NewAmount(perByte * incentives.GiB))
}

func named(kind, name string) (h incentives.Hash) { copy(h[:], kind+" "+name); return h }

func streamOf(name string) incentives.StreamID { return incentives.StreamID(named("stream", name)) }

func (s *script) channel(name string) incentives.ChannelRef {
	ref, ok := s.channels[name]
	if !ok {
		ref = incentives.ChannelRef{Payer: incentives.Address{0xaa}, Payee: incentives.Address{0xbb}, Nonce: uint64(len(s.channels) + 1)}
		s.channels[name] = ref
	}
	return ref
}

func (s *script) step(t *testing.T, line string) string {
	a := parse(t, line)
	switch a.word(0) {
	case "channel":
		state := incentives.ChannelState{Deposit: a.amount("deposit"), Claimed: a.amount("claimed")}
		if n := a.number("close-at"); n > 0 {
			state.CloseAt = time.Unix(int64(n), 0)
		}
		return s.apply(ledger.ChannelSeen{Channel: s.channel(a.word(1)), Price: a.price(), MaxUnpaid: a.amount("max-unpaid"), State: state})
	case "restored":
		var owed incentives.Meter
		if err := owed.Add(a.number("bytes"), a.price()); err != nil {
			t.Fatal(err)
		}
		return s.apply(ledger.ChannelRestored{Channel: s.channel(a.word(1)).Key(), Owed: owed, Voucher: a.amount("voucher")})
	case "gone":
		return s.apply(ledger.ChannelGone{Channel: s.channel(a.word(1)).Key()})
	case "stream":
		return s.apply(ledger.StreamSeen{Stream: streamOf(a.word(1)), Channel: s.channel(a.word(2)).Key()})
	case "grant":
		return s.apply(ledger.GrantSeen{Session: ledger.SessionID(a.word(1)), Stream: streamOf(a.word(2)), Grant: named("grant", a.word(3)),
			Latest: ledger.Mark{Seq: a.number("seq"), Bytes: a.number("bytes")}})
	case "sent":
		return s.apply(ledger.Sent{Session: ledger.SessionID(a.word(1)), Total: a.number("total")})
	case "receipt":
		return s.receipt(a)
	case "voucher":
		return s.voucher(a)
	case "reported":
		return s.apply(ledger.Reported{Stream: streamOf(a.word(1))})
	case "forgive":
		return s.apply(ledger.Forgiven{Channel: s.channel(a.word(1)).Key()})
	case "end":
		return s.apply(ledger.Ended{Session: ledger.SessionID(a.word(1))})
	case "explain":
		return s.ledger.Explain(ledger.SessionID(a.word(1)))
	case "show":
		return s.show(a.word(1))
	default:
		t.Fatalf("unknown command: %s", line)
		return ""
	}
}

func (s *script) receipt(a args) string {
	id, grant := ledger.SessionID(a.word(1)), named("grant", a.word(2))
	m := ledger.Mark{Seq: a.number("seq"), Bytes: a.number("bytes")}
	charge, v, why := s.ledger.CheckReceipt(id, grant, m)
	if v != ledger.Accept {
		return fmt.Sprintf("%s: %s", v, why)
	}
	return fmt.Sprintf("accept, charge %d\n", charge) + s.apply(ledger.ReceiptAccepted{Session: id, Grant: grant, Mark: m, Charge: charge})
}

func (s *script) voucher(a args) string {
	key, cumulative := s.channel(a.word(1)).Key(), a.amount("cumulative")
	if v, why := s.ledger.CheckVoucher(key, cumulative); v != ledger.Accept {
		return fmt.Sprintf("%s: %s", v, why)
	}
	return "accept\n" + s.apply(ledger.VoucherAccepted{Channel: key, Cumulative: cumulative})
}

func (s *script) show(name string) string {
	v, ok := s.ledger.Channel(s.channel(name).Key())
	if !ok {
		return "unknown"
	}
	return fmt.Sprintf("owed %s, voucher %s, unpaid %s of %s, lost %d bytes, sessions %d, limit %s\nwaiting for %s",
		v.Owed, v.Voucher, v.Unpaid, v.Credit, v.Lost, v.Sessions, v.Level, v.Waiting)
}

func (s *script) apply(f ledger.Fact) string {
	var out strings.Builder
	for _, e := range s.ledger.Apply(f) {
		switch e := e.(type) {
		case ledger.Limit:
			fmt.Fprintf(&out, "limit %s: %s", e.Session, e.Level)
			if e.Reason != "" {
				fmt.Fprintf(&out, " (%s)", e.Reason)
			}
			out.WriteString("\n")
		case ledger.AskVoucher:
			fmt.Fprintf(&out, "ask for a voucher: %s\n", strings.TrimRight(string(e.Stream[len("stream "):]), "\x00"))
		case ledger.Redeem:
			for name, ref := range s.channels {
				if ref.Key() == e.Channel {
					fmt.Fprintf(&out, "redeem %s (%s)\n", name, e.Reason)
				}
			}
		}
	}
	return out.String()
}
