package clip_test

import (
	"fmt"
	"log"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay/clip"
)

func ExampleOpenFS() {
	source, err := clip.OpenFS(testclip.FS(), "clip.webm")
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range source.Tracks() {
		fmt.Println(t.MIME, t.Width, t.Height, t.Channels)
	}
	for range 3 {
		f, err := source.Next() // never ends
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(f.Track, f.PTS, f.KeyFrame)
	}
	// Output:
	// video/VP8 640 360 0
	// audio/opus 0 0 1
	// 1 0s true
	// 0 7ms true
	// 1 20ms true
}
