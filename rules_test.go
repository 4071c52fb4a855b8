package casto_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A rule that never complains keeps nothing. Each sample is a small repository; want is what the rule must say of it, in part,
// or nothing if the sample keeps the rule.
type sample struct {
	name, rule string
	files      map[string]string
	want       string
}

// TestRulesBite holds every rule against samples that break it and samples that keep it.
func TestRulesBite(t *testing.T) {
	bitten, kept := make(map[string]bool), make(map[string]bool)
	all := slices.Concat(packageSamples(), codeSamples(), textSamples())
	for _, s := range all {
		t.Run(s.rule+"/"+s.name, func(t *testing.T) {
			fsys := make(fstest.MapFS)
			for p, text := range s.files {
				fsys[p] = &fstest.MapFile{Data: []byte(text)}
			}
			i := slices.IndexFunc(rules(), func(r rule) bool { return r.name == s.rule })
			if i < 0 {
				t.Fatalf("no rule is called %q", s.rule)
			}
			got := rules()[i].check(load(t, fsys))
			switch {
			case s.want == "" && len(got) > 0:
				t.Errorf("complains of a sample that keeps the rule: %q", got)
			case s.want != "" && len(got) != 1:
				t.Errorf("got %d complaints %q, want one of %q", len(got), got, s.want)
			case s.want != "" && !strings.Contains(got[0], s.want):
				t.Errorf("got %q, want %q in it", got[0], s.want)
			}
		})
		if s.want == "" {
			kept[s.rule] = true
		} else {
			bitten[s.rule] = true
		}
	}
	for _, r := range rules() {
		if !bitten[r.name] || !kept[r.name] {
			t.Errorf("rule %q needs a sample that breaks it and one that keeps it", r.name)
		}
	}
}

// TestExceptions excuses what is listed with a reason, nothing else, and finds the exceptions that excuse nothing.
func TestExceptions(t *testing.T) {
	of := rule{name: "short files"}
	complaints := []string{"a.go: 500 lines, more than 400", "b.go: 500 lines, more than 400"}
	left, unused := excuse(of, complaints, []exception{
		{"short files", "a.go", "lines", "one table"},
		{"short files", "b.go", "lines", ""},
		{"short files", "c.go", "lines", "it was long once"},
		{"no init", "b.go", "lines", "another rule"},
	})
	if !slices.Equal(left, complaints[1:]) {
		t.Errorf("left %q, want %q", left, complaints[1:])
	}
	if len(unused) != 2 || unused[0].file != "b.go" || unused[1].file != "c.go" {
		t.Errorf("unused %v, want those of b.go, which gives no reason, and c.go", unused)
	}
}

// TestParsersAreThere keeps the list of parsers under other names from naming packages that are gone.
func TestParsersAreThere(t *testing.T) {
	for dir := range readsForeignBytes {
		if _, err := os.Stat(dir); err != nil {
			t.Error(err)
		}
	}
}
