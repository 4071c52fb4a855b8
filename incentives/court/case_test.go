package court_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
)

func TestCaseFilesAreReadBack(t *testing.T) {
	want := []court.Report{honest(t, 3).Sign(), {Signed: honest(t, 1).Sign().Signed}}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := court.ParseCase(text); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
	for _, bad := range []string{"", "{}", "[]", "[{}] []", `[{"report":5}]`, `[{"other":1}]`} {
		if _, err := court.ParseCase([]byte(bad)); !errors.Is(err, incentives.ErrSyntax) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzCase examines whatever a file may hold.
func FuzzCase(f *testing.F) {
	f.Add([]byte(`[{}]`))
	f.Add([]byte(`[{"report":{"message":{"epoch":"1","bytesTotal":"5","sessions":1}},"entries":[{"bytes":"4"}]},{}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		reports, err := court.ParseCase(text)
		if err != nil {
			return
		}
		for _, p := range court.Examine(domain(), reports...) {
			if p.Fault() == "" {
				t.Fatal("a proof of nothing")
			}
		}
	})
}
