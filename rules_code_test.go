package casto_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// codeRules are about single declarations and statements.
func codeRules() []rule {
	return []rule{
		{"no init", "what runs before main runs for everybody who imports the package, wanted or not", noInit},
		{"no mutable globals", "state that belongs to nobody makes two nodes in one process, and two tests, disturb each other", noMutableGlobals},
		{"no exits", "a relay that strangers pay must not end because of what one of them sent; return an error", noExits},
		{"exports documented", "a reader needs behaviour, units and errors without reading the code", exportsDocumented},
		{"sleeps in bubbles", "a test that waits for real time is slow when it passes and wrong when the machine is busy; use testing/synctest", sleepsInBubbles},
		{"short functions", "a function fits a screen", shortFunctions},
	}
}

func noInit(r *repo) []string {
	var bad []string
	for _, s := range r.handwritten() {
		for _, decl := range s.file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "init" {
				bad = append(bad, s.at(d)+": func init")
			}
		}
	}
	return bad
}

// noMutableGlobals allows a package-level variable that is an error sentinel, a guard (var _ I = T{}), embedded files, or an
// unexported value that is set where it is declared and that no other line of the package, its tests included, writes to.
func noMutableGlobals(r *repo) []string {
	var bad []string
	for _, s := range r.program() {
		for _, decl := range s.file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.VAR {
				continue
			}
			for _, spec := range d.Specs {
				spec := spec.(*ast.ValueSpec)
				for i, name := range spec.Names {
					if why := mutable(r, s, d, spec, i); why != "" {
						bad = append(bad, fmt.Sprintf("%s: var %s: %s", s.at(name), name.Name, why))
					}
				}
			}
		}
	}
	return bad
}

// mutable says why the i-th variable of spec may change while the program runs, or nothing if it cannot.
func mutable(r *repo, s *source, d *ast.GenDecl, spec *ast.ValueSpec, i int) string {
	name := spec.Names[i]
	if name.Name == "_" || embedded(d.Doc) || embedded(spec.Doc) {
		return ""
	}
	if len(spec.Values) != len(spec.Names) {
		return "it is declared without its value"
	}
	value := spec.Values[i]
	if strings.HasPrefix(name.Name, "Err") || strings.HasPrefix(name.Name, "err") {
		if fun := callee(value); fun == "errors.New" || fun == "fmt.Errorf" {
			return ""
		}
	}
	if name.IsExported() {
		return "other packages can set it; make it a constant or a function"
	}
	if why := stateful(value); why != "" {
		return why
	}
	for _, other := range r.byDir()[s.dir] {
		if n := writeTo(other.file, name); n != nil {
			return "it is written at " + other.at(n)
		}
	}
	return ""
}

// embedded reports whether a doc comment holds a go:embed directive.
func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// callee is the dotted name of the function that e calls, if it is a call of a plain or package-qualified name.
func callee(e ast.Expr) string {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return ""
	}
	return dotted(call.Fun)
}

// dotted is the text of a name or a qualified name.
func dotted(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if left := dotted(e.X); left != "" {
			return left + "." + e.Sel.Name
		}
	}
	return ""
}

// stateful tells the values that exist to change: locks, counters, pools, channels, empty maps, pointers to fresh things.
func stateful(value ast.Expr) string {
	switch v := value.(type) {
	case *ast.UnaryExpr:
		if v.Op == token.AND {
			return "it points to a fresh value"
		}
	case *ast.CompositeLit:
		if t := dotted(v.Type); strings.HasPrefix(t, "sync.") || strings.HasPrefix(t, "atomic.") {
			return "it is a " + t
		}
		if _, isMap := v.Type.(*ast.MapType); isMap && len(v.Elts) == 0 {
			return "it is an empty map"
		}
	case *ast.CallExpr:
		switch fun := dotted(v.Fun); fun {
		case "make", "new", "time.Now", "rand.New", "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues":
			return "it is made by " + fun
		}
	}
	return ""
}

// writeTo finds a statement of file that changes the package-level variable declared by decl, or lets others do so by taking
// its address. Local variables of the same name do not count.
func writeTo(file *ast.File, decl *ast.Ident) ast.Node {
	var found ast.Node
	is := func(e ast.Expr) bool {
		root := rootOf(e)
		return root != nil && root.Name == decl.Name && (root.Obj == nil || root.Obj == decl.Obj)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, is) {
				found = n
			}
		case *ast.IncDecStmt:
			if is(n.X) {
				found = n
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND && is(n.X) {
				found = n
			}
		case *ast.CallExpr:
			switch fun := dotted(n.Fun); fun {
			case "delete", "clear", "copy":
				if len(n.Args) > 0 && is(n.Args[0]) {
					found = n
				}
			}
		}
		return found == nil
	})
	return found
}

// rootOf is the variable that an expression reaches into: t of t[i].x.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

func noExits(r *repo) []string {
	var bad []string
	for _, s := range r.program() {
		if under(s.dir, "cmd") || under(s.dir, "tools") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				switch fun := dotted(call.Fun); fun {
				case "panic", "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln":
					bad = append(bad, s.at(call)+": calls "+fun)
				}
			}
			return true
		})
	}
	return bad
}

func exportsDocumented(r *repo) []string {
	var bad []string
	missing := func(s *source, n ast.Node, name string) {
		bad = append(bad, s.at(n)+": "+name+" has no doc comment")
	}
	for _, s := range r.program() {
		if s.file.Name.Name == "main" {
			continue
		}
		for _, decl := range s.file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Doc.Text() == "" && d.Name.IsExported() && ast.IsExported(receiver(d)) {
					missing(s, d, d.Name.Name)
				}
			case *ast.GenDecl:
				if d.Doc.Text() != "" && d.Tok != token.TYPE {
					continue // one comment may speak for a group of constants or sentinels
				}
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						if spec.Name.IsExported() && spec.Doc.Text() == "" && d.Doc.Text() == "" {
							missing(s, spec, spec.Name.Name)
						}
					case *ast.ValueSpec:
						if spec.Names[0].IsExported() && spec.Doc.Text() == "" && spec.Comment.Text() == "" {
							missing(s, spec, spec.Names[0].Name)
						}
					}
				}
			}
		}
	}
	return bad
}

// receiver is the name of the type that d is a method of, or an exported placeholder if d is a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return "Func"
	}
	e := d.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// sleepsInBubbles looks at folders, because one function may open the bubble for the tests of several files.
func sleepsInBubbles(r *repo) []string {
	var bad []string
	bubbles := make(map[string]bool)
	for _, s := range r.source {
		for _, i := range s.file.Imports {
			bubbles[s.dir] = bubbles[s.dir] || s.test && i.Path.Value == `"testing/synctest"`
		}
	}
	for _, s := range r.source {
		if !s.test || bubbles[s.dir] {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && dotted(call.Fun) == "time.Sleep" {
				bad = append(bad, s.at(call)+": time.Sleep in a package whose tests have no bubble")
			}
			return true
		})
	}
	return bad
}

func shortFunctions(r *repo) []string {
	const most = 80
	var bad []string
	for _, s := range r.program() {
		for _, decl := range s.file.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || d.Body == nil {
				continue
			}
			lines := s.fset.Position(d.End()).Line - s.fset.Position(d.Pos()).Line + 1
			if lines > most {
				bad = append(bad, fmt.Sprintf("%s: %s has %d lines, more than %d", s.at(d), d.Name.Name, lines, most))
			}
		}
	}
	return bad
}
