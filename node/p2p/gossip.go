package p2p

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"regexp"
	"sync"
	"time"

	pubsub "github.com/libp2p/go-libp2p-pubsub"
	pb "github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"github.com/casto-network/casto/node/wire"
)

// maxRPC bounds what a peer may send in one piece: sixteen records, or all 64 subscriptions.
const maxRPC = 16 << 10

// gossipQueue is how many messages may wait for a peer, or for a check: records come in bursts when many nodes renew theirs.
const gossipQueue = 512

// gossip publishes and collects records on the topics of one network.
type gossip struct {
	network, region string
	self            peer.ID
	judge           *judge
	standing        *standing
	log             *slog.Logger
	pubsub          *pubsub.PubSub
	rejections      rate.Sometimes // told at warning level

	mu     sync.Mutex // guards joined
	joined map[string]*pubsub.Topic
}

// newGossip joins the topics that the options ask for; all ends with ctx.
func newGossip(ctx context.Context, h *Host) (*gossip, error) {
	g := &gossip{
		network: h.opts.Network, region: h.opts.Region, self: h.host.ID(), judge: &h.judge, standing: h.standing, log: h.log,
		joined: make(map[string]*pubsub.Topic), rejections: rate.Sometimes{First: 10, Interval: time.Minute},
	}
	// A foreign name of a region is allowed, so that neighbours with other regions are no trouble.
	ours := regexp.MustCompile(`^/casto/1/` + regexp.QuoteMeta(g.network) + `/(dir/([0-9]|[1-5][0-9]|6[0-3])|relays/[a-z0-9-]{1,16})$`)
	filter := pubsub.WrapLimitSubscriptionFilter(pubsub.NewRegexpSubscriptionFilter(ours), 2*wire.Shards)
	ps, err := pubsub.NewGossipSub(ctx, h.host,
		pubsub.WithMessageSignaturePolicy(pubsub.StrictNoSign), // records carry their own: a second one would cost every node its check
		pubsub.WithMessageIdFn(contentID),
		pubsub.WithMaxMessageSize(maxRPC),
		pubsub.WithSubscriptionFilter(filter),
		pubsub.WithPeerScore(peerScore(h.standing), scoreThresholds()),
		pubsub.WithFloodPublish(true),
		pubsub.WithPeerExchange(true),
		pubsub.WithPeerOutboundQueueSize(gossipQueue),
		pubsub.WithValidateQueueSize(gossipQueue),
	)
	if err != nil {
		return nil, fmt.Errorf("gossip: %w", err)
	}
	g.pubsub = ps
	if _, err := g.join(g.relaysTopic(), g.checkAdvert); err != nil {
		return nil, err
	}
	for shard := 0; shard < wire.Shards && !h.opts.OnDemand; shard++ {
		if _, err := g.joinShard(shard); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// contentID tells messages apart by their topic and bytes, so that nobody makes two of one.
func contentID(m *pb.Message) string {
	h := sha256.New()
	_, _ = h.Write(m.GetData()) // never fails
	_, _ = h.Write([]byte(m.GetTopic()))
	return string(h.Sum(nil)[:20])
}

func (g *gossip) shardTopic(shard int) string {
	return fmt.Sprintf("/casto/1/%s/dir/%d", g.network, shard)
}

func (g *gossip) relaysTopic() string {
	return fmt.Sprintf("/casto/1/%s/relays/%s", g.network, g.region)
}

// joinShard joins a directory topic unless that is done.
func (g *gossip) joinShard(shard int) (*pubsub.Topic, error) {
	return g.join(g.shardTopic(shard), func(ctx context.Context, from peer.ID, m *pubsub.Message) pubsub.ValidationResult {
		return g.checkAnnounce(shard, from, m)
	})
}

// join makes this node a part of a topic: it checks, stores and forwards what comes.
func (g *gossip) join(name string, check pubsub.ValidatorEx) (*pubsub.Topic, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t := g.joined[name]; t != nil {
		return t, nil
	}
	if err := g.pubsub.RegisterTopicValidator(name, check, pubsub.WithValidatorTimeout(requestTimeout)); err != nil {
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	t, err := g.pubsub.Join(name)
	if err == nil {
		err = t.SetScoreParams(topicScore())
	}
	if err == nil {
		_, err = t.Relay() // the validator keeps what is worth keeping, so nothing has to be read from a subscription
	}
	if err != nil {
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	g.joined[name] = t
	return t, nil
}

// checkAnnounce judges what came on the topic of a shard.
func (g *gossip) checkAnnounce(shard int, from peer.ID, m *pubsub.Message) pubsub.ValidationResult {
	return check(g, from, m, new(wire.StreamAnnounce), func(a *wire.StreamAnnounce, now time.Time) (verdict, error) {
		return g.judge.announce(a, shard, now)
	})
}

// checkAdvert judges what came on the topic of the region.
func (g *gossip) checkAdvert(_ context.Context, from peer.ID, m *pubsub.Message) pubsub.ValidationResult {
	return check(g, from, m, new(wire.RelayAdvert), func(a *wire.RelayAdvert, now time.Time) (verdict, error) {
		return g.judge.advert(a, g.region, now)
	})
}

// check decodes and judges a message, unless its sender has used up what it may waste of this node's time: a flood is no honest
// node's, whatever its records say.
func check[R wire.Message](g *gossip, from peer.ID, m *pubsub.Message, r R, judge func(R, time.Time) (verdict, error)) pubsub.ValidationResult {
	if from == g.self {
		return pubsub.ValidationAccept
	}
	now := time.Now()
	if !g.standing.heeds(from, now) {
		return g.result(reject, errFlood, from, m)
	}
	v, err := reject, wire.Decode(m.GetData(), r, wire.MaxGossip)
	if err == nil {
		v, err = judge(r, now)
	}
	if v != accept {
		g.standing.waste(from, now)
	}
	return g.result(v, err, from, m)
}

// errFlood is said of a peer whose records come to nothing too often.
var errFlood = errors.New("too many records that come to nothing")

func (g *gossip) result(v verdict, why error, from peer.ID, m *pubsub.Message) pubsub.ValidationResult {
	switch v {
	case accept:
		return pubsub.ValidationAccept
	case ignore:
		g.log.Debug("gossip ignored", "topic", m.GetTopic(), "from", from, "why", why)
		return pubsub.ValidationIgnore
	default:
		g.log.Log(context.Background(), g.rejectLevel(), "gossip rejected", "topic", m.GetTopic(), "from", from, "why", why)
		return pubsub.ValidationReject
	}
}

// rejectLevel keeps a flood out of the log.
func (g *gossip) rejectLevel() slog.Level {
	level := slog.LevelDebug
	g.rejections.Do(func() { level = slog.LevelWarn })
	return level
}

func (g *gossip) publishAnnounce(ctx context.Context, shard int, payload []byte) error {
	t, err := g.joinShard(shard)
	if err == nil {
		err = t.Publish(ctx, payload)
	}
	if err != nil {
		return fmt.Errorf("publish on %s: %w", g.shardTopic(shard), err)
	}
	return nil
}

func (g *gossip) publishAdvert(ctx context.Context, payload []byte) error {
	t, err := g.join(g.relaysTopic(), g.checkAdvert)
	if err == nil {
		err = t.Publish(ctx, payload)
	}
	if err != nil {
		return fmt.Errorf("publish on %s: %w", g.relaysTopic(), err)
	}
	return nil
}

// peerScore keeps penalties mild, since harsh ones make honest nodes cut themselves off: what counts is invalid messages and
// breaking gossipsub's own rules, and many peers behind one public address.
func peerScore(s *standing) *pubsub.PeerScoreParams {
	return &pubsub.PeerScoreParams{
		Topics:                      make(map[string]*pubsub.TopicScoreParams),
		TopicScoreCap:               50,
		AppSpecificScore:            func(p peer.ID) float64 { return s.score(p, time.Now()) },
		AppSpecificWeight:           1,
		IPColocationFactorWeight:    -5,
		IPColocationFactorThreshold: 10,
		IPColocationFactorWhitelist: privateNetworks(),
		BehaviourPenaltyWeight:      -10,
		BehaviourPenaltyThreshold:   6,
		BehaviourPenaltyDecay:       pubsub.ScoreParameterDecay(10 * time.Minute),
		DecayInterval:               time.Second,
		DecayToZero:                 0.01,
		RetainScore:                 time.Hour,
	}
}

// scoreThresholds: three invalid messages end gossip with a peer, five graylist it; each is forgiven within minutes.
func scoreThresholds() *pubsub.PeerScoreThresholds {
	return &pubsub.PeerScoreThresholds{
		GossipThreshold:             -80,
		PublishThreshold:            -160,
		GraylistThreshold:           -240,
		AcceptPXThreshold:           0,
		OpportunisticGraftThreshold: 1,
	}
}

// topicScore rewards first deliveries a little and costs 10 times the square of recent invalid messages. Deliveries that fail
// to come are not held against anybody: on most topics nothing happens most of the time.
func topicScore() *pubsub.TopicScoreParams {
	return &pubsub.TopicScoreParams{
		SkipAtomicValidation:           true,
		TopicWeight:                    1,
		TimeInMeshWeight:               0.01,
		TimeInMeshQuantum:              time.Minute,
		TimeInMeshCap:                  60,
		FirstMessageDeliveriesWeight:   0.1,
		FirstMessageDeliveriesDecay:    pubsub.ScoreParameterDecay(10 * time.Minute),
		FirstMessageDeliveriesCap:      20,
		InvalidMessageDeliveriesWeight: -10,
		InvalidMessageDeliveriesDecay:  pubsub.ScoreParameterDecay(10 * time.Minute),
	}
}

// privateNetworks are where many nodes behind one address are a household or a test, no attack (RFC 1918, 4193, 6890).
func privateNetworks() []*net.IPNet {
	var out []*net.IPNet
	for _, cidr := range []string{"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"} {
		if _, n, err := net.ParseCIDR(cidr); err == nil {
			out = append(out, n)
		}
	}
	return out
}
