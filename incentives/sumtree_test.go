package incentives_test

import (
	"errors"
	"math"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
)

// TestSumRootIsAsWritten builds a tree of three by hand: the third leaf rises as it is.
func TestSumRootIsAsWritten(t *testing.T) {
	be := func(n byte) []byte { return []byte{0, 0, 0, 0, 0, 0, 0, n} }
	d := [3]incentives.Hash{{1}, {2}, {3}}
	leaf := func(i int, n byte) incentives.Hash { return crypto.Keccak256Hash([]byte{0}, d[i][:], be(n)) }
	a, b, c := leaf(0, 10), leaf(1, 20), leaf(2, 30)
	ab := crypto.Keccak256Hash([]byte{1}, a[:], be(10), b[:], be(20))
	want := incentives.SumNode{Hash: crypto.Keccak256Hash([]byte{1}, ab[:], be(30), c[:], be(30)), Bytes: 60}
	got, err := incentives.SumRoot([]incentives.SumNode{incentives.SumLeaf(d[0], 10), incentives.SumLeaf(d[1], 20), incentives.SumLeaf(d[2], 30)})
	if err != nil || got != want {
		t.Fatalf("root = %+v, %v, want %+v", got, err, want)
	}
}

// TestSumRootBindsEverything changes one thing at a time.
func TestSumRootBindsEverything(t *testing.T) {
	leaves := func(change func([]incentives.SumNode) []incentives.SumNode) incentives.SumNode {
		var all []incentives.SumNode
		for i := range 7 {
			all = append(all, incentives.SumLeaf(incentives.Hash{byte(i)}, uint64(i+1)))
		}
		root, err := incentives.SumRoot(change(all))
		if err != nil {
			t.Fatal(err)
		}
		return root
	}
	same := func(l []incentives.SumNode) []incentives.SumNode { return l }
	root := leaves(same)
	if root.Bytes != 28 || root != leaves(same) {
		t.Fatalf("root = %+v", root)
	}
	for name, change := range map[string]func([]incentives.SumNode) []incentives.SumNode{
		"order": func(l []incentives.SumNode) []incentives.SumNode { l[0], l[1] = l[1], l[0]; return l },
		"bytes": func(l []incentives.SumNode) []incentives.SumNode {
			l[6] = incentives.SumLeaf(incentives.Hash{6}, 8)
			return l
		},
		"receipt": func(l []incentives.SumNode) []incentives.SumNode {
			l[6] = incentives.SumLeaf(incentives.Hash{9}, 7)
			return l
		},
		"less": func(l []incentives.SumNode) []incentives.SumNode { return l[:6] },
	} {
		if got := leaves(change); got.Hash == root.Hash {
			t.Errorf("%s: same root", name)
		}
	}
}

func TestSumRootNeverWraps(t *testing.T) {
	if _, err := incentives.SumRoot([]incentives.SumNode{incentives.SumLeaf(incentives.Hash{}, math.MaxUint64), incentives.SumLeaf(incentives.Hash{}, 1)}); !errors.Is(err, incentives.ErrOverflow) {
		t.Fatalf("err = %v, want ErrOverflow", err)
	}
	if root, err := incentives.SumRoot(nil); err != nil || root != (incentives.SumNode{}) {
		t.Fatalf("no leaves: %+v, %v", root, err)
	}
}
