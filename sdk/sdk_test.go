package sdk_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/casto-network/casto/sdk"
)

func ExampleFS() {
	names, err := fs.Glob(sdk.FS(), "*")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Join(names, " "))
	// Output: assets casto.js studio.html watch.html
}

// Every URL in the pages must be one the node serves, and nothing in them may need an exception from the policy.
func TestPagesReferToEmbeddedFiles(t *testing.T) {
	reference := regexp.MustCompile(`(?:src|href)="/([^"#?]+)`)
	for _, page := range []string{"studio.html", "watch.html"} {
		html, err := fs.ReadFile(sdk.FS(), page)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range reference.FindAllStringSubmatch(string(html), -1) {
			if match[1] == "studio" {
				continue
			}
			if _, err := fs.Stat(sdk.FS(), match[1]); err != nil {
				t.Errorf("%s refers to /%s: %v", page, match[1], err)
			}
		}
		if inline := regexp.MustCompile(`<script>|<style|\sstyle=|\son[a-z]+=`).Find(html); inline != nil {
			t.Errorf("%s holds %q, which the content security policy forbids", page, inline)
		}
	}
}
