package node

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"time"

	"github.com/casto-network/casto/sdk"
)

// contentSecurityPolicy allows the pages their own script and style, media from WebRTC and camera, and WHEP to any node.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"media-src 'self' blob: mediastream:; connect-src *; base-uri 'none'; form-action 'none'; frame-ancestors *"

// pages serves the built SDK and the two pages.
func pages(mux *http.ServeMux) {
	mux.HandleFunc("GET /casto.js", asset("casto.js"))
	mux.HandleFunc("GET /studio", asset("studio.html"))
	mux.HandleFunc("GET /watch/{streamer}/{name}", asset("watch.html"))
	mux.HandleFunc("GET /assets/{file}", func(w http.ResponseWriter, r *http.Request) {
		asset(path.Join("assets", r.PathValue("file")))(w, r)
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/studio", http.StatusFound) })
}

// asset serves one file of the SDK's build.
func asset(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b, err := fs.ReadFile(sdk.FS(), name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", contentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache") // ask each time; the tag answers in one round trip
		sum := sha256.Sum256(b)
		h.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
		if path.Ext(name) == ".js" {
			h.Set("Access-Control-Allow-Origin", "*") // other sites may import the SDK from the node
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(b))
	}
}
