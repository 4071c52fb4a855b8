package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/node/viewer"
	"github.com/casto-network/casto/relay/record"
)

func watchCommand() *cli.Command {
	return &cli.Command{
		Name: "watch", Usage: "receive a stream, acknowledge it as a browser does, and record it", ArgsUsage: "URI",
		Description: "URI is casto://STREAMER/NAME, which is asked of --node, or the URL of a WHEP endpoint or of a node's page. A relay that dies, stops or goes silent " +
			"is left for another that it has named.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "`FILE` to record to, .webm or .mkv"},
			stringFlag("node", "http://127.0.0.1:8787", "`URL` of the node to watch through"),
			&cli.DurationFlag{Name: "for", Usage: "`TIME` to watch, once it plays (default: until interrupted)"},
			&cli.DurationFlag{Name: "wait", Usage: "`TIME` to wait for a stream that is not live yet", Value: 10 * time.Second},
			boolFlag("no-standby", "keep no second connection that takes over when the relay is lost"),
			boolFlag("verbose", "log more"), jsonFlag(),
		},
		Action: watch,
	}
}

// watched is the result of watching.
type watched struct {
	Stream   string  `json:"stream"`
	Seconds  float64 `json:"seconds"`
	Video    string  `json:"video"`
	Audio    string  `json:"audio"`
	Bytes    uint64  `json:"bytes"` // payload
	Frames   uint64  `json:"frames"`
	Lost     uint64  `json:"lost_packets"`
	Receipts uint64  `json:"receipts"` // stored by the relay
	Free     string  `json:"free,omitempty"`
	File     string  `json:"file,omitempty"`
	Relay    string  `json:"relay"` // in the end

	Takeovers []takeover `json:"takeovers,omitempty"`
}

// takeover is a change of the relay.
type takeover struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Reason  string `json:"reason"`
	PauseMs int64  `json:"pauseMs"` // between frames
}

func watch(c *cli.Context) (err error) {
	uri, err := arg(c, 0, "URI")
	if err != nil {
		return err
	}
	if err := noMore(c, 1); err != nil {
		return err
	}
	endpoint, err := whepURL(uri, c.String("node"))
	if err != nil {
		return err
	}
	log := newLogger(c.App.ErrWriter, c.Bool("verbose"))
	opts := viewer.Options{URL: endpoint, Wait: c.Duration("wait"), NoStandby: c.Bool("no-standby"), Logger: log,
		Limited: func(state control.LimitState, reason string) {
			fmt.Fprintf(c.App.ErrWriter, "the relay limits the stream to %s: %s\n", state, reason)
		},
		Moved: func(t viewer.Takeover) {
			fmt.Fprintf(c.App.ErrWriter, "%s: %s takes over from %s after a pause of %d ms\n", t.Reason, t.To, t.From, t.Pause.Milliseconds())
		},
	}
	if path := c.String("out"); path != "" {
		file, err := record.Create(path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		opts.Sink = file
	}
	v, err := viewer.Watch(c.Context, opts)
	if err != nil {
		return err
	}
	ctx, cancel := forTime(c)
	defer cancel()
	began := time.Now()
	ended := v.Run(ctx)
	s, r := v.Stats(), v.Receipts()
	result := watched{Stream: uri, Seconds: time.Since(began).Seconds(), Video: codecOf(s.Video.MIME), Audio: codecOf(s.Audio.MIME),
		Bytes: s.Video.PayloadBytes + s.Audio.PayloadBytes, Frames: s.Video.Frames, Lost: s.Video.Lost + s.Audio.Lost,
		Receipts: r.Acked, Free: r.Free, File: c.String("out"), Relay: v.Relay()}
	for _, t := range v.Takeovers() {
		result.Takeovers = append(result.Takeovers, takeover{t.From, t.To, t.Reason, t.Pause.Milliseconds()})
	}
	line := fmt.Sprintf("watched %s for %.1f s: %d frames of %s, %s, %d packets lost, %d receipts stored by the relay", uri, result.Seconds,
		result.Frames, result.Video, size(result.Bytes), result.Lost, result.Receipts)
	return errors.Join(ended, report(c, result, line))
}

// whepURL is the endpoint of a link at a node, of a node's page of a stream, or the endpoint itself.
func whepURL(uri, nodeURL string) (string, error) {
	if strings.HasPrefix(uri, "http://") || strings.HasPrefix(uri, "https://") {
		u, err := url.Parse(uri)
		if err != nil {
			return "", usage("%w", err)
		}
		if path, ok := strings.CutPrefix(u.Path, "/watch/"); ok {
			u.Path = "/whep/" + path
		}
		return u.String(), nil
	}
	link, err := incentives.ParseStreamURI(uri)
	if err != nil {
		return "", usage("%w", err)
	}
	endpoint := strings.TrimSuffix(nodeURL, "/") + "/whep/" + link.Streamer.Hex() + "/" + link.Name
	if len(link.Via) > 0 {
		endpoint += "?via=" + url.QueryEscape(strings.Join(link.Via, ","))
	}
	return endpoint, nil
}

func codecOf(mime string) string {
	_, codec, _ := strings.Cut(mime, "/")
	return codec
}

// forTime bounds a command by its --for.
func forTime(c *cli.Context) (context.Context, context.CancelFunc) {
	if d := c.Duration("for"); d > 0 {
		return context.WithTimeout(c.Context, d)
	}
	return context.WithCancel(c.Context)
}
