package p2p

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"github.com/casto-network/casto/node/wire"
)

// verdict is what becomes of a record that somebody sent.
type verdict int

const (
	accept verdict = iota
	reject         // nobody honest sends this: the forwarder pays with its score
	ignore         // dropped, at no one's cost
)

func (v verdict) String() string { return [...]string{"accept", "reject", "ignore"}[v] }

// judge is the gate that every record passes on its way into the directory, cheap checks before dear ones.
type judge struct {
	dir            *directory
	log            *slog.Logger
	clockHint      rate.Sometimes // keeps a wrong clock from filling the log
	verifyAnnounce func(*wire.StreamAnnounce) error
	verifyAdvert   func(*wire.RelayAdvert) error
	prover         *prover // nil believes every address
}

// askedFor stands for the shard when a record came as an answer.
const askedFor = -1

// announce judges an announcement. By gossip it has to be of now and of the given shard; what was asked for may be as old as
// its time to live.
func (j *judge) announce(a *wire.StreamAnnounce, shard int, now time.Time) (verdict, error) {
	gossip := shard != askedFor
	if gossip && wire.Shard(a.GetStreamId()) != shard {
		return reject, fmt.Errorf("shard %d, came in %d", wire.Shard(a.GetStreamId()), shard)
	}
	key := a.GetStreamKey().GetKey()
	if string(key.GetStreamId()) != string(a.GetStreamId()) || string(key.GetStreamer()) != string(a.GetStreamer()) {
		return reject, errors.New("the stream key is for another stream")
	}
	if v, err := timely(j, a, now, gossip); v != accept {
		return v, err
	}
	return admit(j.dir, &j.dir.streams, a, now, gossip, j.verifyAnnounce)
}

// advert judges an advert. By gossip it has to be of now and of the given region; an empty region means that it was asked for.
func (j *judge) advert(a *wire.RelayAdvert, region string, now time.Time) (verdict, error) {
	gossip := region != ""
	if gossip && a.GetRegion() != region {
		return reject, fmt.Errorf("region %q, came in %q", a.GetRegion(), region)
	}
	if v, err := timely(j, a, now, gossip); v != accept {
		return v, err
	}
	if j.prover != nil {
		if err := j.prover.addresses(a, now); err != nil {
			return ignore, err
		}
	}
	return admit(j.dir, &j.dir.relays, a, now, gossip, func(a *wire.RelayAdvert) error {
		if err := verifyAdvertPeer(a); err != nil {
			return err
		}
		if now.Unix() > int64(min(a.GetBinding().GetNotAfterS(), 1<<62)) {
			return fmt.Errorf("%w: binding has ended", ErrIgnore)
		}
		if err := j.verifyAdvert(a); err != nil || j.prover == nil {
			return err
		}
		if err := j.prover.proven(a, now); err != nil {
			return fmt.Errorf("%w: %w", ErrIgnore, err)
		}
		return nil
	})
}

// timely holds a record's times against the clock.
func timely[R record](j *judge, r R, now time.Time, gossip bool) (verdict, error) {
	age := now.Sub(issuedAt(r))
	switch {
	case age < -clockSkew:
		j.clockHint.Do(func() {
			j.log.Warn("a record is ahead of this machine's clock; if others come so too, the clock is slow and nothing will be found", "ahead", -age)
		})
		return ignore, fmt.Errorf("issued %v ahead of this clock", -age)
	case gossip && age > clockSkew:
		return ignore, fmt.Errorf("issued %v ago", age)
	case !gossip && r.GetTtlS() > 0 && !expiry(r).After(now):
		return ignore, errors.New("expired")
	}
	return accept, nil
}

// admit asks whether the directory wants a record before the dear check of its signatures, and stores it after.
func admit[R record](d *directory, s *shelf[R], r R, now time.Time, gossip bool, verify func(R) error) (verdict, error) {
	if why := wants(d, s, r, now, gossip); why != nil {
		return ignore, why
	}
	if err := verify(r); err != nil {
		if errors.Is(err, ErrIgnore) {
			return ignore, err
		}
		return reject, err
	}
	if why := offer(d, s, r, now, gossip); why != nil {
		return ignore, why
	}
	return accept, nil
}

// peerKey returns the Ed25519 key that a binary peer id holds.
func peerKey(id []byte) (crypto.PubKey, error) {
	p, err := peer.IDFromBytes(id)
	if err != nil {
		return nil, fmt.Errorf("peer id: %w", err)
	}
	key, err := p.ExtractPublicKey()
	if err != nil {
		return nil, fmt.Errorf("peer id %s: %w", p, err)
	}
	if raw, err := key.Raw(); err != nil || len(raw) != ed25519.PublicKeySize || key.Type() != crypto.Ed25519 {
		return nil, fmt.Errorf("peer id %s: not of an Ed25519 key", p)
	}
	return key, nil
}

// signable is what a peer's key signs: the payload behind words that keep messages of different kinds apart.
func signable(tag string, payload []byte) []byte {
	return append([]byte("casto/v1/peer/"+tag+"\x00"), payload...)
}

func verifyPeer(id []byte, tag string, payload, signature []byte) error {
	key, err := peerKey(id)
	if err != nil {
		return err
	}
	if ok, err := key.Verify(signable(tag, payload), signature); err != nil || !ok {
		return fmt.Errorf("%s: not signed by its peer", tag)
	}
	return nil
}

// VerifyBinding checks the peer's half of a validated binding: that the key in the peer id has signed it. The wallet's half and
// the end of its validity are the caller's to check.
func VerifyBinding(b *wire.Binding) error {
	payload, err := b.SigningBytes()
	if err != nil {
		return fmt.Errorf("verify binding: %w", err)
	}
	if err := verifyPeer(b.GetPeerId(), wire.BindingTag, payload, b.GetPeerSignature()); err != nil {
		return fmt.Errorf("verify %w", err)
	}
	return nil
}

// verifyAdvertPeer checks the two signatures of the peer in an advert.
func verifyAdvertPeer(a *wire.RelayAdvert) error {
	if err := VerifyBinding(a.GetBinding()); err != nil {
		return err
	}
	payload, err := a.SigningBytes()
	if err != nil {
		return err
	}
	return verifyPeer(a.GetBinding().GetPeerId(), wire.AdvertTag, payload, a.GetSignature())
}
