package court_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
)

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
}

func honest(t *testing.T, n int) *courttest.Case {
	t.Helper()
	return courttest.New(t, domain(), courttest.Key(1).Address(), courttest.Key(2), n)
}

// TestRules walks along both sides of every bound of the court's rule for a leaf.
func TestRules(t *testing.T) {
	const most = 600_000 * 11 / 80 * courttest.Kbps // bytes in the window
	begin, end, hour := uint64(courttest.Begin)*1000, uint64(courttest.End)*1000, uint64(3600*1000)
	set := func(f func(g *incentives.SessionGrant, r *incentives.Receipt, charged *uint64)) func(*courttest.Case) {
		return func(c *courttest.Case) { f(&c.Grants[0], &c.Receipts[0], &c.Charged[0]) }
	}
	for name, x := range map[string]struct {
		change func(*courttest.Case)
		fault  bool
	}{
		"as it should be":        {func(*courttest.Case) {}, false},
		"grant, another relay":   {set(func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.Relay[0]++ }), true},
		"receipt, another relay": {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.Relay[0]++ }), true},
		"another stream":         {set(func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.StreamID[0]++ }), true},
		"nothing charged":        {set(func(_ *incentives.SessionGrant, _ *incentives.Receipt, c *uint64) { *c = 0 }), true},
		"all charged":            {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, c *uint64) { *c = r.BytesTotal }), false},
		"more charged":           {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, c *uint64) { *c = r.BytesTotal + 1 }), true},
		"an hour early":          {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = begin - hour }), false},
		"earlier":                {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = begin - hour - 1 }), true},
		"an hour late":           {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = end + hour }), false},
		"later":                  {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = end + hour + 1 }), true},
		"at the end of time":     {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = math.MaxUint64 }), true},
		"at the grant's rate":    {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.BytesTotal = most }), false},
		"beyond it":              {set(func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.BytesTotal = most + 1 }), true},
		"a window of nothing":    {set(func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.NotAfter = g.NotBefore }), true},
		"a window backwards":     {set(func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.NotAfter = g.NotBefore - 1 }), true},
		"an endless window": {set(func(g *incentives.SessionGrant, r *incentives.Receipt, c *uint64) {
			g.NotBefore, g.NotAfter, r.BytesTotal, *c = 0, math.MaxUint64, math.MaxUint64, 1<<62
		}), false},
		"an endless window at no rate": {set(func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) {
			g.NotBefore, g.NotAfter, g.MaxKbps = 0, math.MaxUint64, 0
		}), true},
	} {
		c := honest(t, 1)
		x.change(c)
		k := c.Kept()
		if err := court.Covers(k.Report, k.Entries[0]); errors.Is(err, court.ErrFault) != x.fault {
			t.Errorf("%s: %v", name, err)
		}
		if proofs := court.Examine(domain(), c.Sign()); (len(proofs) == 1) != x.fault {
			t.Errorf("%s: proofs %v", name, proofs)
		}
		if _, err := k.Answer(0, domain()); (err != nil) != x.fault {
			t.Errorf("%s: answer %v", name, err)
		}
	}
}

// TestAnswersNeedEverySignature changes who signed, one at a time.
func TestAnswersNeedEverySignature(t *testing.T) {
	const hour = 3600
	for name, x := range map[string]struct {
		change func(*courttest.Case)
		fault  bool
	}{
		"viewer":                        {func(c *courttest.Case) { c.Viewers[1] = courttest.Key(9) }, true},
		"stream":                        {func(c *courttest.Case) { c.Stream = courttest.Key(9) }, true},
		"streamer":                      {func(c *courttest.Case) { c.Warrant.Key, _ = c.Warrant.Key.Message.Sign(courttest.Key(9), domain()) }, true},
		"name":                          {func(c *courttest.Case) { c.Warrant.Name = "walk" }, true},
		"a key expired within the hour": {func(c *courttest.Case) { rewarrant(c, courttest.Begin-hour) }, false},
		"a key long expired":            {func(c *courttest.Case) { rewarrant(c, courttest.Begin-hour-1) }, true},
	} {
		c := honest(t, 3)
		x.change(c)
		if _, err := c.Kept().Answer(1, domain()); errors.Is(err, court.ErrFault) != x.fault {
			t.Errorf("%s: %v", name, err)
		}
	}
	k := honest(t, 3).Kept()
	if _, err := k.Answer(3, domain()); !errors.Is(err, court.ErrNoLeaf) {
		t.Errorf("a leaf too many: %v", err)
	}
	k.Entries[0], k.Entries[1] = k.Entries[1], k.Entries[0]
	if _, err := k.Answer(0, domain()); !errors.Is(err, court.ErrTree) {
		t.Errorf("leaves in another order: %v", err)
	}
}

func rewarrant(c *courttest.Case, notAfter uint64) {
	m := c.Warrant.Key.Message
	m.NotAfter = notAfter
	c.Warrant.Key, _ = m.Sign(c.Streamer, domain())
}

// climb computes a root from a leaf as the contract does.
func climb(l court.Leaf, leaves int) incentives.SumNode {
	node := incentives.SumLeaf(l.Receipt.Digest(domain()), l.Charged)
	siblings := l.Siblings
	for index := int(l.Index); leaves > 1; index, leaves = index/2, (leaves+1)/2 {
		if index == leaves-1 && leaves%2 == 1 {
			continue
		}
		left, right := node, siblings[0]
		if index%2 == 1 {
			left, right = right, left
		}
		siblings = siblings[1:]
		node = incentives.SumNode{Hash: crypto.Keccak256Hash(incentives.SumInnerPreimage(left, right)), Bytes: left.Bytes + right.Bytes}
	}
	if len(siblings) > 0 {
		return incentives.SumNode{}
	}
	return node
}

func TestEveryLeafOfEveryTreeLeadsToItsRoot(t *testing.T) {
	for n := 1; n <= 34; n++ {
		k := honest(t, n).Kept()
		for i := range n {
			a, err := k.Answer(uint32(i), domain())
			if err != nil {
				t.Fatal(err)
			}
			if got := climb(a.Leaf, n); got.Hash != k.Report.SumRoot || got.Bytes != k.Report.BytesTotal || len(a.Leaf.SiblingBytes()) != 40*len(a.Leaf.Siblings) {
				t.Fatalf("leaf %d of %d leads to %+v", i, n, got)
			}
		}
	}
}

// TestLiesAreFound adds bytes to every node of trees of every shape, and follows the proof as the contract does.
func TestLiesAreFound(t *testing.T) {
	for n := 1; n <= 9; n++ {
		var trees []court.Report
		for level := 0; ; level++ {
			width := (n + 1<<level - 1) >> level
			for index := range width {
				trees = append(trees, honest(t, n).Lie(level, index, 5000))
			}
			if width == 1 {
				break
			}
		}
		for i, r := range trees {
			proofs := court.Examine(domain(), r)
			if len(proofs) != 1 {
				t.Fatalf("tree %d of %d leaves: proofs %v", i, n, proofs)
			}
			if p, ok := proofs[0].(court.Sum); !ok || !addsUpWrong(p) {
				t.Fatalf("tree %d of %d leaves: %+v does not prove it", i, n, proofs[0])
			}
		}
	}
	if proofs := court.Examine(domain(), honest(t, 5).Sign()); proofs != nil {
		t.Fatalf("an honest tree: %v", proofs)
	}
}

// addsUpWrong judges a Sum proof as the contract does.
func addsUpWrong(p court.Sum) bool {
	be := func(b []byte) (n uint64) {
		for _, x := range b[:8] {
			n = n<<8 | uint64(x)
		}
		return n
	}
	hash, said := p.Report.Message.SumRoot, p.Report.Message.BytesTotal
	for rest, path := p.Nodes, p.Path; len(rest) > 0; path >>= 1 {
		size := 81
		if rest[0] == 0 {
			size = 41
		}
		node := rest[:size]
		rest = rest[size:]
		if crypto.Keccak256Hash(node) != hash {
			return false
		}
		sum := be(node[33:])
		if size == 81 {
			sum += be(node[73:])
		}
		switch {
		case sum != said:
			return len(rest) == 0
		case size == 41:
			return false
		case path&1 == 1:
			hash, said = incentives.Hash(node[41:73]), be(node[73:])
		default:
			hash, said = incentives.Hash(node[1:33]), be(node[33:])
		}
	}
	return false
}

func TestExamineFindsWhatAPairOfReportsProves(t *testing.T) {
	honestA, other, later, twice := honest(t, 3), honest(t, 3), honest(t, 2), honest(t, 3)
	other.Charged[0]++
	later.Epoch++
	twice.Again(1)
	empty, none := honest(t, 2), honest(t, 1)
	two, nought := uint64(1), uint64(0)
	empty.BytesTotal = &two // fewer bytes than leaves
	none.BytesTotal = &nought
	for name, x := range map[string]struct {
		reports []court.Report
		want    string
	}{
		"one":                  {[]court.Report{honestA.Sign()}, ""},
		"the same twice":       {[]court.Report{honestA.Sign(), honestA.Sign()}, ""},
		"two epochs":           {[]court.Report{honestA.Sign(), later.Sign()}, ""},
		"two of one epoch":     {[]court.Report{honestA.Sign(), other.Sign()}, "court.Equivocation"},
		"a session twice":      {[]court.Report{twice.Sign()}, "court.Duplicate"},
		"less than its leaves": {[]court.Report{empty.Sign()}, "court.Sum"},
		"nothing at all":       {[]court.Report{none.Sign()}, "court.Sum"},
		"an unknown tree":      {[]court.Report{{Signed: honestA.Sign().Signed, Entries: other.Sign().Entries}}, ""},
		"no entries":           {[]court.Report{{Signed: honestA.Sign().Signed}}, ""},
	} {
		got := ""
		for _, p := range court.Examine(domain(), x.reports...) {
			got += fmt.Sprintf("%T", p)
			if p.Fault() == "" || p.Against().Relay != courttest.Key(1).Address() {
				t.Errorf("%s: %q against %s", name, p.Fault(), p.Against().Relay)
			}
		}
		if got != x.want {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
	}
}
