package casto_test

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// packageRules are about packages as wholes: what they say of themselves and whom they know.
func packageRules() []rule {
	return []rule{
		{"one package comment", "a package tells its story once, in one place, or a reader has to guess it", onePackageComment},
		{"import direction", "each of the three worlds (media, money, network) stays in one tree that can be read and replaced alone", importDirection},
		{"fuzz beside parsers", "what reads bytes that other people wrote must survive bytes that nobody expected", fuzzBesideParsers},
	}
}

func onePackageComment(r *repo) []string {
	var bad []string
	dirs := r.byDir()
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		var said []string
		var name string
		for _, s := range dirs[dir] {
			if s.test {
				continue
			}
			name = s.file.Name.Name
			doc := s.file.Doc.Text()
			if doc == "" {
				continue
			}
			said = append(said, s.path)
			if want := "Package " + name + " "; name != "main" && !strings.HasPrefix(doc, want) {
				bad = append(bad, fmt.Sprintf("%s: the package comment does not begin with %q", s.path, want))
			}
		}
		switch {
		case name == "": // tests only
		case len(said) == 0:
			bad = append(bad, dir+": package "+name+" has no package comment; write doc.go")
		case len(said) > 1:
			bad = append(bad, fmt.Sprintf("%s: package %s has %d package comments, in %s", dir, name, len(said), strings.Join(said, ", ")))
		}
	}
	return bad
}

// confined are other people's modules that only some folders may know.
var confined = []struct {
	prefix string
	dirs   []string
	why    string
}{
	{"github.com/pion/", []string{"relay"}, "relay owns the packet path and hides Pion"},
	{"github.com/ethereum/", []string{"incentives", "abi"}, "incentives owns the chain; its types are re-exported there"},
	{"github.com/libp2p/", []string{"node"}, "node owns the network"},
	{"github.com/multiformats/", []string{"node"}, "multiaddrs are strings outside node"},
}

// strangers are our own folders that must not know one another.
var strangers = []struct {
	from string
	to   []string
	why  string
}{
	{"relay", []string{"incentives", "abi", "node", "cmd"}, "media knows nothing of money, nor of who composes it"},
	{"incentives", []string{"relay", "node", "cmd"}, "money knows nothing of media, nor of who composes it"},
	{"abi", []string{"relay", "incentives", "node", "cmd"}, "abi is a leaf that all share"},
	{"node", []string{"cmd"}, "a library does not know its commands"},
}

func importDirection(r *repo) []string {
	var bad []string
	for _, s := range r.source {
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue
			}
			if why := forbiddenImport(s.dir, imported); why != "" {
				bad = append(bad, fmt.Sprintf("%s: imports %s: %s", s.at(spec), imported, why))
			}
		}
	}
	return bad
}

// forbiddenImport says why the package in dir must not import the given path, or nothing if it may.
func forbiddenImport(dir, imported string) string {
	for _, c := range confined {
		allowed := slices.ContainsFunc(c.dirs, func(d string) bool { return under(dir, d) })
		if strings.HasPrefix(imported, c.prefix) && !allowed {
			return c.why
		}
	}
	ours, isOurs := strings.CutPrefix(imported, module+"/")
	for _, s := range strangers {
		if isOurs && under(dir, s.from) && slices.ContainsFunc(s.to, func(d string) bool { return under(ours, d) }) {
			return s.why
		}
	}
	if under(dir, "incentives/ledger") && ours != "incentives" && !under(ours, "incentives/ledger") && strings.Contains(imported, ".") {
		return "the ledger is a pure state machine: incentives and the standard library must do"
	}
	if isOurs && (under(ours, "cmd") || under(ours, "tools")) && !under(dir, ours) {
		return "commands are not libraries"
	}
	return ""
}

// readsForeignBytes lists packages that parse under other names than those of parses.
var readsForeignBytes = map[string]string{
	"incentives/session": "Viewer.Handle takes frames that a relay sent",
	"incentives/payee":   "Payee takes frames that a viewer sent",
	"relay/clip":         "Open and Source take media files",
	"relay/whip":         "the handler takes HTTP bodies that anybody sent",
	"node/p2p":           "the stream handlers take messages that anybody sent",
}

// parses reports whether a declaration is an exported parser by its name: ParseURI, UnmarshalJSON, DecodeFrame, ReadMessage. A
// method called just Read or ReadFrom is a stream, not a parser.
func parses(d *ast.FuncDecl) bool {
	name := d.Name.Name
	for _, verb := range []string{"Parse", "Unmarshal", "Decode"} {
		if strings.HasPrefix(name, verb) {
			return true
		}
	}
	noun, reads := strings.CutPrefix(name, "Read")
	return reads && d.Recv == nil && noun != "" && noun != "From"
}

func fuzzBesideParsers(r *repo) []string {
	var bad []string
	dirs := r.byDir()
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		reason, fuzzed := readsForeignBytes[dir], false
		for _, s := range dirs[dir] {
			for _, decl := range s.file.Decls {
				d, ok := decl.(*ast.FuncDecl)
				switch {
				case !ok || s.generated:
				case s.test:
					fuzzed = fuzzed || strings.HasPrefix(d.Name.Name, "Fuzz") && calls(d, "Fuzz")
				case parses(d) && reason == "":
					reason = s.at(d) + " declares " + d.Name.Name
				}
			}
		}
		if reason != "" && !fuzzed {
			bad = append(bad, fmt.Sprintf("%s: no Fuzz target in a package that parses: %s", dir, reason))
		}
	}
	return bad
}

// calls reports whether the body of d calls a method of the given name.
func calls(d *ast.FuncDecl, method string) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			sel, ok := call.Fun.(*ast.SelectorExpr)
			found = found || ok && sel.Sel.Name == method
		}
		return !found
	})
	return found
}
