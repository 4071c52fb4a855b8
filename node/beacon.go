package node

import (
	"bytes"
	"context"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
)

const (
	// beaconOld is the age at which a beacon is of no use; clocks differ by less, mostly.
	beaconOld = 5 * time.Second
	// skewGain is how fast the difference of the clocks is learned.
	skewGain = 8
)

// beaconState is what a branch knows of its stream's beacons.
type beaconState struct {
	seq     uint64        // of the newest that was verified
	time    uint64        // its source time
	digest  []byte        // its signature, which tells two beacons of one number apart
	skew    time.Duration // of this node's clock against the source's, as far as what parents tell shows
	skewed  bool          // skew is known
	forged  uint64        // beacons that were none
	doubles uint64        // two of one number, both signed: the streamer's fault
}

// pulse sends a beacon every tree.BeaconEvery from a stream's root, until ctx ends.
func (b *branch) pulse(ctx context.Context) {
	tick := time.NewTicker(tree.BeaconEvery)
	defer tick.Stop()
	seq := uint64(time.Now().UnixMilli()) // rises over restarts
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		b.mu.Lock()
		some := len(b.children) > 0
		b.mu.Unlock()
		if !some {
			continue
		}
		seq++
		m := &wire.Beacon{StreamId: b.id[:], Seq: seq, SourceTimeUs: uint64(time.Now().UnixMicro())}
		payload, err := m.SigningBytes()
		if err == nil {
			var sig incentives.Signature
			sig, err = incentives.SignBlob(b.node.hot, wire.BeaconTag, b.node.domain.ChainID, payload)
			m.Signature = sig[:]
		}
		if err != nil {
			b.node.log.Warn("beacon not signed", "stream", b.id, "err", err)
			return
		}
		b.mu.Lock()
		b.beacon.seq, b.beacon.time = m.Seq, m.SourceTimeUs
		tell := b.tellChildren(&wire.Signal{Message: &wire.Signal_Beacon{Beacon: m}})
		b.mu.Unlock()
		tell()
	}
}

// beaconFrom takes a beacon from a parent: it verifies the first of each number, measures how late it is, and passes what is fresh and
// came from the primary on.
func (b *branch) beaconFrom(id tree.ID, m *wire.Beacon) {
	now := time.Now()
	b.mu.Lock()
	known := m.GetSeq() <= b.beacon.seq
	double := m.GetSeq() == b.beacon.seq && !bytes.Equal(b.beacon.digest, m.GetSignature())
	back := m.GetSeq() > b.beacon.seq && m.GetSourceTimeUs() <= b.beacon.time
	b.mu.Unlock()
	age := now.Sub(time.UnixMicro(int64(m.GetSourceTimeUs())))
	if !bytes.Equal(m.GetStreamId(), b.id[:]) || back || age.Abs() > beaconOld {
		b.forged(id)
		return
	}
	if (!known || double) && !b.node.signedByStreamKey(b.id, m) {
		b.forged(id)
		return
	}
	b.mu.Lock()
	known = known || m.GetSeq() <= b.beacon.seq // another parent may have brought a newer one meanwhile
	if double {
		b.beacon.doubles++
		b.node.log.Warn("the streamer's node has signed two beacons of one number", "stream", b.id, "seq", m.GetSeq())
	}
	if !known {
		b.beacon.seq, b.beacon.time, b.beacon.digest = m.GetSeq(), m.GetSourceTimeUs(), m.GetSignature()
	}
	u := b.parents[id]
	if u == nil || u.session == nil {
		b.mu.Unlock()
		return
	}
	if u.role == tree.Primary {
		b.learnSkew(age - u.lag - u.session.RTT()/2)
	}
	fresh := b.member.Beacon(now.Sub(b.from), id, m.GetSeq(), max(0, age-b.beacon.skew))
	tell := func() {}
	if fresh {
		tell = b.tellChildren(&wire.Signal{Message: &wire.Signal_Beacon{Beacon: m}})
	}
	b.mu.Unlock()
	tell()
}

// learnSkew takes a sample of how this node's clock differs from the source's. The caller holds mu.
func (b *branch) learnSkew(sample time.Duration) {
	if !b.beacon.skewed {
		b.beacon.skew, b.beacon.skewed = sample, true
		return
	}
	b.beacon.skew += (sample - b.beacon.skew) / skewGain
}

// forged notes a beacon that cannot be the streamer's, or is of no use. It counts for nothing, so that a parent that has no others starves.
func (b *branch) forged(id tree.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.beacon.forged++
	if u := b.parents[id]; u != nil {
		b.node.log.Debug("beacon dropped", "stream", b.id, "parent", u.peer)
	}
}

// signedByStreamKey tells whether the key that the stream's announcement names signed a beacon.
func (n *Node) signedByStreamKey(id incentives.StreamID, m *wire.Beacon) bool {
	announce, ok := n.host.LookupStream(id)
	if !ok {
		return false
	}
	warrant, err := streamKeyFromWire(announce.GetStreamKey())
	if err != nil {
		return false
	}
	sig, err := signature(m.GetSignature())
	if err != nil {
		return false
	}
	payload, err := m.SigningBytes()
	if err != nil {
		return false
	}
	signer, err := incentives.RecoverBlob(sig, wire.BeaconTag, n.domain.ChainID, payload)
	return err == nil && signer == warrant.Message.Key
}
