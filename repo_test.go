package casto_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// module is the import path that every package of the repository starts with.
const module = "github.com/casto-network/casto"

// rule is one thing that the repository asks of itself. check returns the places that break it; why tells a stranger the reason.
type rule struct {
	name, why string
	check     func(*repo) []string
}

// rules are in the files rules_*_test.go, each with samples that break it and samples that keep it.
func rules() []rule {
	return slices.Concat(packageRules(), codeRules(), textRules())
}

// exception excuses one place from one rule. It must say why, and it must go when the place keeps the rule.
type exception struct {
	rule, file string
	about      string // a part of the complaint
	why        string
}

// exceptions is short, and should become shorter.
var exceptions = []exception{}

// TestRepository holds every rule against the repository itself.
func TestRepository(t *testing.T) {
	r := load(t, os.DirFS("."))
	if len(r.source) < 3 || len(r.text) < 10 {
		t.Fatalf("saw %d Go files and %d texts: the rules would hold of nothing", len(r.source), len(r.text))
	}
	for _, rule := range rules() {
		t.Run(rule.name, func(t *testing.T) {
			complaints, unused := excuse(rule, rule.check(r), exceptions)
			for _, c := range complaints {
				t.Errorf("%s\n\twhy: %s", c, rule.why)
			}
			for _, e := range unused {
				t.Errorf("%s needs no exception for %q any more", e.file, e.about)
			}
		})
	}
}

// excuse drops the complaints that an exception covers. It also returns the rule's exceptions that cover nothing.
func excuse(of rule, complaints []string, from []exception) (left []string, unused []exception) {
	unused = slices.DeleteFunc(slices.Clone(from), func(e exception) bool { return e.rule != of.name })
	for _, c := range complaints {
		covers := func(e exception) bool {
			return e.rule == of.name && e.why != "" && strings.HasPrefix(c, e.file+":") && strings.Contains(c, e.about)
		}
		if !slices.ContainsFunc(from, covers) {
			left = append(left, c)
		}
		unused = slices.DeleteFunc(unused, covers)
	}
	return left, unused
}

// repo is what the rules look at: every text by its slash-separated path, the Go files among them as syntax, and the paths of
// what is no text (an image, a clip).
type repo struct {
	text   map[string]string
	source []*source
	binary []string
}

// source is one Go file.
type source struct {
	path, dir string
	test      bool // ends in _test.go
	generated bool // says "Code generated … DO NOT EDIT."
	fset      *token.FileSet
	file      *ast.File
}

// at is the place of n as path:line.
func (s *source) at(n ast.Node) string {
	p := s.fset.Position(n.Pos())
	p.Column = 0
	return p.String()
}

// byDir groups the Go files of the repository by folder.
func (r *repo) byDir() map[string][]*source {
	dirs := make(map[string][]*source)
	for _, s := range r.source {
		dirs[s.dir] = append(dirs[s.dir], s)
	}
	return dirs
}

// handwritten are the files that people write, the tests among them.
func (r *repo) handwritten() []*source {
	return slices.DeleteFunc(slices.Clone(r.source), func(s *source) bool { return s.generated })
}

// program are the handwritten files that end up in somebody's binary.
func (r *repo) program() []*source {
	return slices.DeleteFunc(r.handwritten(), func(s *source) bool { return s.test })
}

// under reports whether the slash-separated path p is dir or inside it.
func under(p, dir string) bool {
	return p == dir || strings.HasPrefix(p, dir+"/")
}

// notOurs names the folders that hold other people's files or the output of builds.
func notOurs(name string) bool {
	return slices.Contains([]string{"node_modules", "bin", "data", "testdata", ".git"}, name)
}

// builds are the folders that tools write their uncommitted results to.
var builds = []string{"contracts/out", "contracts/cache", "sdk/build", "sdk/test-results"}

// load reads fsys. A Go file that does not parse fails t.
func load(t *testing.T, fsys fs.FS) *repo {
	t.Helper()
	r := &repo{text: make(map[string]string)}
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if notOurs(d.Name()) || slices.Contains(builds, p) {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		if bytes.IndexByte(b[:min(len(b), 8000)], 0) >= 0 {
			r.binary = append(r.binary, p)
			return nil
		}
		r.text[p] = string(b)
		if path.Ext(p) != ".go" {
			return nil
		}
		s := &source{path: p, dir: path.Dir(p), test: strings.HasSuffix(p, "_test.go"), fset: token.NewFileSet()}
		s.file, err = parser.ParseFile(s.fset, p, b, parser.ParseComments)
		if err != nil {
			return err
		}
		s.generated = ast.IsGenerated(s.file)
		r.source = append(r.source, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
