// Package sdk holds the browser's side of CASTO as a node serves it: the SDK bundle and the two pages built on it.
//
// The files are built from the TypeScript beside this one by `npm run build` and committed, so that the Go program needs
// no Node to build; `npm run check-fresh` fails when they differ from what the sources build to. A node serves
//
//	/casto.js        casto.js, which imports /assets/receipts.js relative to itself
//	/assets/…        assets/…
//	/studio          studio.html
//	/watch/…         watch.html, whatever follows
//
// File names carry no content hash, so browsers must ask each time whether they changed. Pages hold no inline script or
// style, so a content security policy may forbid both.
package sdk

import (
	"embed"
	"io/fs"
)

//go:embed dist
var dist embed.FS

// FS returns the served files by the paths listed in the package comment, without leading slash.
func FS() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist // cannot be: dist is the name of the embedded folder, and valid
	}
	return files
}
