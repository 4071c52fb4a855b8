package wire

// Sizes, in bytes.
const (
	MaxMessage = 64 << 10 // of a message on a stream
	MaxGossip  = 1 << 10  // of a message on gossip
	MaxSDP     = 16 << 10 // of an offer or an answer
	MaxSignal  = 4 << 10  // of a Signal
	MaxName    = 64       // of a stream's name
	MaxTitle   = 80       // of a stream's title
	MaxText    = 256      // of an explanation for people
	MaxAmount  = 12       // of an amount: 96 bits
	MaxPeerID  = 64       // of a binary peer id; one of an Ed25519 key has 38
	MaxAddr    = 256      // of a binary multiaddr

	StreamIDSize    = 32
	AccountSize     = 20
	HashSize        = 32
	PathIDSize      = 8
	NonceSize       = 16
	SignatureSize   = 65 // secp256k1: r, s, v
	PeerSigSize     = 64 // Ed25519
	FingerprintSize = 32 // SHA-256 of a DTLS certificate
)

// Counts.
const (
	MaxCarriers      = 16  // in a ViewReply or among a JoinReject's alternatives
	MaxMoves         = 8   // alternatives in a Move
	MaxAddrs         = 8   // of one node
	MaxMediaAddrs    = 4   // of one relay
	MaxTurnAddrs     = 2   // likewise
	MaxEntryRelays   = 8   // in a StreamAnnounce
	MaxTracks        = 8   // of a stream
	MaxLayers        = 8   // of a track
	MaxPath          = 12  // nodes from the root to a parent
	MaxDirectoryPage = 24  // announcements, and as many adverts, in a DirectoryReply
	MaxAttestations  = 3   // in a RelayAdvert
	MaxSessions      = 160 // in a PayRequest, so that it fits MaxMessage
)

// Other bounds.
const (
	MaxTTL        = 120     // seconds that an announcement may live
	MaxAdvertTTL  = 7200    // likewise an advert; see AdvertPace
	MaxLoadBucket = 7       // the load of a full relay
	Shards        = 64      // directory topics of a network
	maxTime       = 1 << 53 // Unix milliseconds: what survives a float64, some 285,000 years
	maxDimension  = 1 << 16 // pixels
	maxKbps       = 10e6    // kilobits per second: 10 Gbit/s
	maxLagMs      = 3600e3  // an hour behind the source is no live stream
)

// Shard returns the number of the directory topic that announcements of a stream belong to: the first six bits of its id.
// An id that is empty belongs to shard 0.
func Shard(streamID []byte) int {
	if len(streamID) == 0 {
		return 0
	}
	return int(streamID[0] >> 2)
}
