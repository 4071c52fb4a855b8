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
// File names carry no content hash; serve them with an ETag and `Cache-Control: no-cache`. Pages hold no inline script or
// style and work under [ContentSecurityPolicy].
package sdk

import (
	"embed"
	"io/fs"
)

//go:embed dist
var dist embed.FS

// ContentSecurityPolicy is the policy to serve the pages with. It lets them speak to other nodes, which may be anywhere.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self' http: https:; media-src 'self' blob: mediastream:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Files returns the served files by the paths listed in the package comment, without leading slash.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist // cannot be: dist is the name of the embedded folder, and valid
	}
	return files
}
