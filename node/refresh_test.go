package node

import "testing"

func TestADepositIsNearlyUsedFromThreeQuartersOn(t *testing.T) {
	for _, c := range []struct {
		promised, deposit string
		want              bool
	}{
		{"0", "100", false}, {"74", "100", false}, {"75", "100", true}, {"100", "100", true}, {"0", "0", false}, {"5", "0", false},
	} {
		if got := nearlyUsed(testAmount(t, c.promised), testAmount(t, c.deposit)); got != c.want {
			t.Errorf("%s of %s: got %v, want %v", c.promised, c.deposit, got, c.want)
		}
	}
}
