package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// The rows of make netlab --quick, through routers of this test's own.
func TestThroughNAT(t *testing.T) {
	if err := supported(); err != nil {
		for _, r := range rows {
			if r.quick {
				t.Logf("row %q is skipped", r.name)
			}
		}
		t.Skip("no lab here:", err)
	}
	dir := t.TempDir()
	for name, pkg := range map[string]string{"casto-node": "../../cmd/casto-node", "netlab": "."} {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, name), pkg).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, r := range rows {
		if !r.quick {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			o, err := r.measure(t.Context(), programs{bin: filepath.Join(dir, "casto-node"), self: filepath.Join(dir, "netlab")})
			if err != nil {
				t.Fatal(err)
			}
			if !o.Media || !slices.Contains(r.want, o.Path) {
				t.Errorf("got %+v, want media by %v", o, r.want)
			}
		})
	}
}

// A row that cannot fail would be worth nothing: a router that lets nothing through has to show.
func TestNoWayIsSeen(t *testing.T) {
	if err := supported(); err != nil {
		t.Skip("no lab here:", err)
	}
	l, err := newLab()
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	public, err := l.public(10)
	if err != nil {
		t.Fatal(err)
	}
	house, err := l.house(nat{name: "nothing passes", closed: "1-65535"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := house[0].run("", "sh", "-c", "ip route get "+public.addr); err != nil {
		t.Error("the lab has no route:", err)
	}
	if err := house[0].run("", "timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/"+public.addr+"/80"); err == nil {
		t.Error("a closed router lets TCP through")
	}
}
