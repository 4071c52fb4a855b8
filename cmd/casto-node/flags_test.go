package main

import (
	"testing"

	"github.com/urfave/cli/v2/altsrc"
)

func TestEveryOptionOfTheNodeIsReadFromYAML(t *testing.T) {
	for _, f := range nodeFlags() {
		if f.Names()[0] == "config" {
			continue
		}
		if _, ok := f.(altsrc.FlagInputSourceExtension); !ok {
			t.Errorf("--%s is accepted in the config file and ignored", f.Names()[0])
		}
	}
}

func TestATokenIsSentToLoopbackOnlyByDefault(t *testing.T) {
	for to, want := range map[string]bool{
		"http://127.0.0.1:8787/whip/live": true, "http://localhost/whip/live": true, "http://[::1]:1/whip/a": true,
		"https://node.example/whip/live": false, "http://127.0.0.1.example/whip/live": false, "http://10.0.0.1/whip/a": false, "": false,
	} {
		if got := onThisMachine(to); got != want {
			t.Errorf("%q: got %v, want %v", to, got, want)
		}
	}
}
