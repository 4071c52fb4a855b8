package p2p

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"github.com/casto-network/casto/node/wire"
)

// What a node remembers of the network from one run to the next.
const (
	memoryVersion   = 1
	maxMemory       = 4 << 20            // bytes of the file
	maxKnown        = 256                // peers
	maxAnchors      = 8                  // of them, that worked before and are kept as long as they do
	maxAnchorsOfOne = 2                  // of one /16
	maxKept         = 256                // records of each kind
	dialledAtStart  = 24                 // peers besides the anchors
	saveEvery       = time.Minute        //
	anchorLife      = 7 * 24 * time.Hour // without a sign of life
	addrsOfKnown    = 4                  //
)

// remembered is the file. It holds nothing secret and nothing that cannot be learned anew.
type remembered struct {
	Version   int            `json:"version"`
	Peers     []acquaintance `json:"peers"`
	Announces [][]byte       `json:"announces"` // wire.StreamAnnounce
	Adverts   [][]byte       `json:"adverts"`   // wire.RelayAdvert
}

// acquaintance is a peer that answered a request, or that a directory names.
type acquaintance struct {
	ID     string   `json:"id"`
	Addrs  []string `json:"addrs"`
	Worked int64    `json:"worked"` // Unix seconds of the last answer; 0: never
	Anchor bool     `json:"anchor,omitempty"`
}

// memory is what outlives a restart, in a file. Its methods may be called concurrently.
type memory struct {
	path string // empty: nothing is kept
	log  *slog.Logger

	mu    sync.Mutex // guards known
	known map[string]acquaintance
}

// openMemory reads the file. One that is missing is empty, one that is damaged or of another version is told of and begun anew.
func openMemory(path string, log *slog.Logger) (*memory, remembered) {
	m := &memory{path: path, log: log, known: make(map[string]acquaintance)}
	if path == "" {
		return m, remembered{}
	}
	r, err := readMemory(path)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			log.Warn("what was known of the network is lost, it is learned anew", "file", path, "error", err)
		}
		return m, remembered{}
	}
	for _, a := range r.Peers {
		m.known[a.ID] = a
	}
	return m, r
}

func readMemory(path string) (remembered, error) {
	f, err := os.Open(path)
	if err != nil {
		return remembered{}, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxMemory+1))
	if err != nil {
		return remembered{}, err
	}
	return parseMemory(raw)
}

// parseMemory holds the file against its bounds. Peers without a usable address are left out.
func parseMemory(raw []byte) (r remembered, err error) {
	if len(raw) > maxMemory {
		return remembered{}, errors.New("too large")
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return remembered{}, err
	}
	if r.Version != memoryVersion {
		return remembered{}, fmt.Errorf("version %d, want %d", r.Version, memoryVersion)
	}
	if len(r.Peers) > maxKnown || len(r.Announces) > maxKept || len(r.Adverts) > maxKept {
		return remembered{}, errors.New("too many entries")
	}
	anchors := 0
	r.Peers = slices.DeleteFunc(r.Peers, func(a acquaintance) bool {
		_, ok := a.info()
		if ok && a.Anchor {
			anchors++
		}
		return !ok || a.Anchor && anchors > maxAnchors
	})
	return r, nil
}

// info is how to dial the peer.
func (a acquaintance) info() (peer.AddrInfo, bool) {
	id, err := peer.Decode(a.ID)
	if err != nil || len(a.Addrs) > wire.MaxAddrs {
		return peer.AddrInfo{}, false
	}
	info := peer.AddrInfo{ID: id}
	for _, text := range a.Addrs {
		if len(text) > 4*wire.MaxAddr {
			continue
		}
		if addr, err := multiaddr.NewMultiaddr(text); err == nil {
			info.Addrs = append(info.Addrs, addr)
		}
	}
	return info, len(info.Addrs) > 0
}

// worked notes that a peer has answered at these addresses. It becomes an anchor if there is room, which there is only when another
// has not answered for long: who comes later and in numbers displaces nobody.
func (m *memory) worked(id peer.ID, addrs []multiaddr.Multiaddr, now time.Time) {
	if m.path == "" || len(addrs) == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	a, old := m.known[id.String()]
	a.ID, a.Addrs, a.Worked = id.String(), addrTexts(addrs[:min(len(addrs), addrsOfKnown)]), now.Unix()
	if !old && len(m.known) >= maxKnown {
		m.evict()
	}
	a.Anchor = a.Anchor || m.anchorRoom(addrs, now)
	m.known[a.ID] = a
}

// anchorRoom reports whether a peer at these addresses may become an anchor; mu is held.
func (m *memory) anchorRoom(addrs []multiaddr.Multiaddr, now time.Time) bool {
	anchors, neighbours, here := 0, 0, regionOf(addrs)
	for id, a := range m.known {
		switch info, _ := a.info(); {
		case !a.Anchor:
		case now.Sub(time.Unix(a.Worked, 0)) > anchorLife:
			a.Anchor = false
			m.known[id] = a
		default:
			anchors++
			if here != privatePlace && regionOf(info.Addrs) == here {
				neighbours++
			}
		}
	}
	return anchors < maxAnchors && neighbours < maxAnchorsOfOne
}

// evict forgets the peer that has not worked for longest and is no anchor; mu is held.
func (m *memory) evict() {
	oldest := ""
	for id, a := range m.known {
		if !a.Anchor && (oldest == "" || a.Worked < m.known[oldest].Worked) {
			oldest = id
		}
	}
	delete(m.known, oldest)
}

// candidates are whom to dial after a restart: the anchors, then others in no order that anybody could foresee.
func (m *memory) candidates() (out []peer.AddrInfo) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var others []peer.AddrInfo
	for _, a := range m.known {
		info, ok := a.info()
		switch {
		case !ok:
		case a.Anchor:
			out = append(out, info)
		default:
			others = append(others, info)
		}
	}
	rand.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	return append(out, others[:min(len(others), dialledAtStart)]...)
}

// anchors returns at most n peers that worked before.
func (m *memory) anchors(n int) (out []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, a := range m.known {
		if a.Anchor && len(out) < n {
			out = append(out, id)
		}
	}
	return out
}

// save writes the file anew, in one step.
func (m *memory) save(announces []*wire.StreamAnnounce, adverts []*wire.RelayAdvert) error {
	if m.path == "" {
		return nil
	}
	r := remembered{Version: memoryVersion}
	m.mu.Lock()
	for _, a := range m.known {
		r.Peers = append(r.Peers, a)
	}
	m.mu.Unlock()
	for _, a := range announces[:min(len(announces), maxKept)] {
		if b, err := wire.Encode(a, wire.MaxGossip); err == nil {
			r.Announces = append(r.Announces, b)
		}
	}
	for _, a := range adverts[:min(len(adverts), maxKept)] {
		if b, err := wire.Encode(a, wire.MaxGossip); err == nil {
			r.Adverts = append(r.Adverts, b)
		}
		id, err := peerOf(a.GetBinding().GetPeerId())
		told := acquaintance{ID: id.String(), Addrs: addrTexts(multiaddrs(a.GetAddrs()))}
		if _, ok := told.info(); err == nil && ok && len(r.Peers) < maxKnown && !slices.ContainsFunc(r.Peers, func(p acquaintance) bool { return p.ID == told.ID }) {
			r.Peers = append(r.Peers, told)
		}
	}
	slices.SortFunc(r.Peers, func(a, b acquaintance) int { return cmp.Compare(a.ID, b.ID) })
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return replaceFile(m.path, raw)
}

// replaceFile puts a file in the place of another at once, so that a crash leaves the one or the other.
func replaceFile(path string, raw []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(raw)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// remember dials whom this node knew before, takes in what it had heard, and writes down what it knows until ctx ends.
func (h *Host) remember(ctx context.Context, before remembered) error {
	for _, info := range h.memory.candidates() {
		h.links.keep(info, false)
	}
	h.recall(before)
	tick := time.NewTicker(saveEvery)
	defer tick.Stop()
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-tick.C:
		}
		others := slices.DeleteFunc(h.Adverts(), func(a *wire.RelayAdvert) bool { return string(a.GetBinding().GetPeerId()) == string(h.host.ID()) })
		if err := h.memory.save(h.Streams(), others); err != nil {
			h.log.Warn("what is known of the network is not saved", "error", err)
		}
	}
	return nil
}

// recall has the records of the last run pass the gate again.
func (h *Host) recall(before remembered) {
	now := time.Now()
	for _, raw := range before.Announces {
		a := new(wire.StreamAnnounce)
		if wire.Decode(raw, a, wire.MaxGossip) == nil {
			_, _ = h.judge.announce(a, askedFor, now)
		}
	}
	for _, raw := range before.Adverts {
		a := new(wire.RelayAdvert)
		if wire.Decode(raw, a, wire.MaxGossip) == nil {
			_, _ = h.judge.advert(a, "", now)
		}
	}
}

// worked notes that a peer has answered a request.
func (h *Host) worked(p peer.ID) {
	now := time.Now()
	h.standing.serve(p, now)
	var addrs []multiaddr.Multiaddr
	for _, c := range h.host.Network().ConnsToPeer(p) {
		if c.Stat().Direction == network.DirOutbound && !isCircuit(c.RemoteMultiaddr()) {
			addrs = append(addrs, c.RemoteMultiaddr())
		}
	}
	if len(addrs) == 0 {
		addrs = multiaddrs(addrBytes(h.host.Peerstore().Addrs(p)))
	}
	h.memory.worked(p, addrs, now)
}
