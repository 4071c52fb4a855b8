package casto_test

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// textRules are about files of any language.
func textRules() []rule {
	return []rule{
		{"short files", "a file past 400 lines is seldom one idea", shortFiles},
		{"words that do not belong", "the project is read by strangers, on other machines, when nothing is left over", foreignWords},
		{"nothing built", "a program belongs to one machine and one moment; its source is here", nothingBuilt},
		{"links resolve", "a link that leads nowhere costs the reader more than no link", linksResolve},
	}
}

// code are the endings of the files that people write code in.
var code = []string{".go", ".sol", ".ts", ".js", ".mjs", ".proto"}

// bundle is the built SDK: generated, without a mark that says so.
const bundle = "sdk/dist"

func shortFiles(r *repo) []string {
	const most = 400
	var bad []string
	generated := make(map[string]bool)
	for _, s := range r.source {
		generated[s.path] = s.generated
	}
	for _, p := range slices.Sorted(maps.Keys(r.text)) {
		if generated[p] || generatedText.MatchString(r.text[p]) || under(p, bundle) || !slices.Contains(code, path.Ext(p)) {
			continue
		}
		if lines := strings.Count(r.text[p], "\n"); lines > most {
			bad = append(bad, fmt.Sprintf("%s: %d lines, more than %d", p, lines, most))
		}
	}
	return bad
}

// generatedText marks generated files of other languages than Go as it marks those of Go.
var generatedText = regexp.MustCompile(`(?m)^(//|#|/\*)\s*Code generated .* DO NOT EDIT\.`)

// nothingBuilt finds programs: what is no text and has no ending. The one that `go build ./cmd/casto-node` leaves is ignored by git.
func nothingBuilt(r *repo) []string {
	var bad []string
	for _, p := range r.binary {
		if path.Ext(p) == "" && p != "casto-node" {
			bad = append(bad, p+": a program, not its source")
		}
	}
	return bad
}

// foreign are the words, in pieces so that this file does not hold them.
var foreign = regexp.MustCompile(strings.Join([]string{
	`/wo` + `rk/(main|shared|steering)`, `/ro` + `ot/`, `/ho` + `me/[a-z]+/`, `/tm` + `p/brief`,
	`proxy\.gol` + `ang\.org`, `registry\.np` + `mjs`, `registry\.yarn` + `pkg`,
	`\bTO` + `DO\b`, `\bFIX` + `ME\b`, `\bXX` + `X\b`, `\bHA` + `CK\b`,
}, "|"))

func foreignWords(r *repo) []string {
	var bad []string
	for _, p := range slices.Sorted(maps.Keys(r.text)) {
		if p == "go.sum" || under(p, bundle) {
			continue // checksums and a bundle of other people's code hold any word
		}
		for i, line := range strings.Split(r.text[p], "\n") {
			if word := foreign.FindString(line); word != "" {
				bad = append(bad, fmt.Sprintf("%s:%d: %q", p, i+1, word))
			}
		}
	}
	return bad
}

var (
	fence      = regexp.MustCompile("(?ms)^```.*?^```")
	inlineCode = regexp.MustCompile("`[^`\n]*`")
	mdLink     = regexp.MustCompile(`\]\(([^)\s]+)(?:\s+"[^"]*")?\)`)
	htmlLink   = regexp.MustCompile(`(?:src|href)="([^"]+)"`)
	heading    = regexp.MustCompile(`(?m)^#{1,6} +(.+?)\s*$`)
	notInSlug  = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

func linksResolve(r *repo) []string {
	var bad []string
	dirs := make(map[string]bool)
	for p := range r.text {
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	for _, p := range slices.Sorted(maps.Keys(r.text)) {
		if path.Ext(p) != ".md" {
			continue
		}
		prose := inlineCode.ReplaceAllString(fence.ReplaceAllString(r.text[p], ""), "")
		for _, m := range slices.Concat(mdLink.FindAllStringSubmatch(prose, -1), htmlLink.FindAllStringSubmatch(prose, -1)) {
			if strings.Contains(m[1], ":") {
				continue // another site
			}
			target, anchor, hasAnchor := strings.Cut(m[1], "#")
			file := p
			if target != "" {
				file = path.Join(path.Dir(p), target)
			}
			_, isText := r.text[file]
			switch {
			case !isText && !dirs[file] && !slices.Contains(r.binary, file):
				bad = append(bad, fmt.Sprintf("%s: links to %s, which is not there", p, m[1]))
			case hasAnchor && path.Ext(file) == ".md" && !slices.Contains(slugs(r.text[file]), anchor):
				bad = append(bad, fmt.Sprintf("%s: links to %s, which has no such heading", p, m[1]))
			}
		}
	}
	return bad
}

// slugs are the anchors of a Markdown text's headings as code hosts make them: lower case, punctuation dropped, spaces to hyphens.
func slugs(markdown string) []string {
	var out []string
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(markdown, ""), -1) {
		s := notInSlug.ReplaceAllString(strings.ToLower(m[1]), "")
		out = append(out, strings.ReplaceAll(s, " ", "-"))
	}
	return out
}
