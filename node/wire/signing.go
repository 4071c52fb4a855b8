package wire

import "google.golang.org/protobuf/proto"

// Tags that keep the signatures of different messages apart. The signer prefixes SigningBytes with them.
const (
	BindingTag  = "binding"
	AnnounceTag = "announce"
	AdvertTag   = "advert"
	DialbackTag = "dialback"
	BeaconTag   = "beacon"
)

// SigningBytes returns what both signatures of a binding cover: the message without them. Sign with BindingTag.
func (m *Binding) SigningBytes() ([]byte, error) {
	unsigned := proto.CloneOf(m)
	unsigned.WalletSignature, unsigned.PeerSignature = nil, nil
	return signingBytes(unsigned)
}

// SigningBytes returns what the signature of an announcement covers: the message without it. Sign with AnnounceTag.
func (m *StreamAnnounce) SigningBytes() ([]byte, error) {
	unsigned := proto.CloneOf(m)
	unsigned.Signature = nil
	return signingBytes(unsigned)
}

// SigningBytes returns what the signature of an advert covers: the message without it. Sign with AdvertTag.
func (m *RelayAdvert) SigningBytes() ([]byte, error) {
	unsigned := proto.CloneOf(m)
	unsigned.Signature = nil
	return signingBytes(unsigned)
}

// SigningBytes returns what the signature of a beacon covers: the message without it. Sign with BeaconTag.
func (m *Beacon) SigningBytes() ([]byte, error) {
	unsigned := proto.CloneOf(m)
	unsigned.Signature = nil
	return signingBytes(unsigned)
}

// SigningBytesFor returns what the signature of an attestation covers: the message without it, then the peer id of the relay that it
// is for. Sign with DialbackTag.
func (m *Attestation) SigningBytesFor(relay []byte) ([]byte, error) {
	unsigned := proto.CloneOf(m)
	unsigned.Signature = nil
	b, err := signingBytes(unsigned)
	return append(b, relay...), err
}

// signingBytes encodes fields in the order of their numbers, the unknown ones, whose numbers are higher, after all others.
func signingBytes(m proto.Message) ([]byte, error) {
	return proto.MarshalOptions{Deterministic: true}.Marshal(m)
}
