package relay

import "github.com/pion/rtp"

// egress is a shard's way out. A shard calls Send for each packet of a turn, viewer by viewer, and then Flush; only the
// shard's goroutine calls. An egress may hold packets back until Flush, but not the header and payload given to Send.
type egress interface {
	Send(d *downTrack, h *rtp.Header, payload []byte) error
	Flush() error
}

// pionEgress sends each packet at once through Pion's SRTP session.
type pionEgress struct{}

func (pionEgress) Send(d *downTrack, h *rtp.Header, payload []byte) error {
	_, err := d.writer.WriteRTP(h, payload)
	return err
}

func (pionEgress) Flush() error { return nil }
