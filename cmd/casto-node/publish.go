package main

import (
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/urfave/cli/v2"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/whip"
)

func publishCommand() *cli.Command {
	return &cli.Command{
		Name: "publish", Usage: "send media files as a live stream, in a loop at their own pace", ArgsUsage: "[FILE [FILE]]",
		Description: "Plays one file, or one with video and one with audio: IVF (VP8, VP9, AV1), H.264 Annex-B, Ogg Opus, WebM or\n" +
			"Matroska with these. Without a file it sends a built-in test picture with a running clock.",
		Flags: []cli.Flag{
			stringFlag("to", "http://127.0.0.1:8787/whip/live", "WHIP `URL`; its last part is the stream's name"),
			stringFlag("token", "", "`TOKEN` to publish with (default: that of --data, for a node on this machine)"),
			dataFlag(),
			&cli.Float64Flag{Name: "rate", Usage: "`FRAMES` a second of an H.264 file, which says nothing about time (default: what it suggests, else 30)"},
			&cli.DurationFlag{Name: "for", Usage: "`TIME` to send (default: until interrupted)"},
			jsonFlag(),
		},
		Action: publish,
	}
}

func publish(c *cli.Context) error {
	if err := noMore(c, 2); err != nil {
		return err
	}
	opts := clip.Options{Paths: c.Args().Slice(), FrameRate: c.Float64("rate")}
	if len(opts.Paths) == 0 {
		opts.Paths, opts.FS = []string{"clip.webm"}, testclip.FS()
	}
	source, err := clip.New(opts)
	if err != nil {
		return err
	}
	token := c.String("token")
	if token == "" && onThisMachine(c.String("to")) { // a stranger's node is none of our token's business
		if token, err = node.PublishToken(c.String("data")); err != nil {
			return err
		}
	}
	ctx, cancel := forTime(c)
	defer cancel()
	endpoint := &whip.Client{URL: c.String("to"), Token: token}
	began := time.Now()
	err = client.Publish(ctx, endpoint.Exchange, source, client.PublishOptions{
		Network: client.Network{Logger: newLogger(c.App.ErrWriter, false)},
		Connected: func() {
			_ = report(c, map[string]any{"live": true, "to": c.String("to")}, "live at "+c.String("to"))
		}})
	if err != nil {
		return err
	}
	return report(c, map[string]any{"ended": true, "seconds": time.Since(began).Seconds()}, fmt.Sprintf("ended after %s", time.Since(began).Round(time.Second)))
}

// onThisMachine reports whether a URL names a loopback host.
func onThisMachine(to string) bool {
	u, err := url.Parse(to)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}
