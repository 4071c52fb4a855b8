package node

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
)

// verifyAnnounce checks the chain of signatures of a stream announcement, which no chain look-up is part of: the wallet
// authorised the stream key for this very stream, which is the streamer's own, and the stream key signed the announcement.
func (n *Node) verifyAnnounce(a *wire.StreamAnnounce) error {
	warrant, err := streamKeyFromWire(a.GetStreamKey())
	if err != nil {
		return err
	}
	domain := domainFromWire(a.GetDomain())
	if domain != n.domain {
		return fmt.Errorf("announcement for chain %d, contract %s; this node is on chain %d, contract %s",
			domain.ChainID, domain.Contract, n.domain.ChainID, n.domain.Contract)
	}
	id, streamer := streamIDOf(a.GetStreamId()), addressOf(a.GetStreamer())
	if id != incentives.NewStreamID(streamer, a.GetName()) {
		return errors.New("stream id is not that of the streamer and the name: somebody announces a stream that is not theirs")
	}
	if err := checkWarrant(warrant, id, streamer, domain, time.Now()); err != nil {
		return err
	}
	sig, err := signature(a.GetSignature())
	if err != nil {
		return err
	}
	payload, err := a.SigningBytes()
	if err != nil {
		return err
	}
	signer, err := incentives.RecoverBlob(sig, wire.AnnounceTag, domain.ChainID, payload)
	if err != nil {
		return err
	}
	if signer != warrant.Message.Key {
		return fmt.Errorf("announcement signed by %s, not by the stream key: %w", signer, incentives.ErrSigner)
	}
	return nil
}

// checkWarrant tells whether the streamer's wallet authorised the key for the stream at this time.
func checkWarrant(w incentives.SignedStreamKey, id incentives.StreamID, streamer incentives.Address, d incentives.Domain, now time.Time) error {
	switch {
	case w.Message.StreamID != id:
		return errors.New("stream key of another stream")
	case w.Message.Streamer != streamer:
		return errors.New("stream key of another streamer")
	case !w.Message.Valid(now):
		return fmt.Errorf("%w: stream key has expired", p2p.ErrIgnore) // by this clock: who passed it on may have another
	}
	if err := w.Verify(d, streamer); err != nil {
		return fmt.Errorf("stream key: %w", err)
	}
	return nil
}

// verifyAdvert checks that the account named in an advert's binding signed for the peer, and the terms with it. The
// peer's own signatures are checked by package p2p.
func (n *Node) verifyAdvert(a *wire.RelayAdvert) error {
	account, err := n.verifyBinding(a.GetBinding(), time.Now())
	if err != nil {
		return err
	}
	if a.GetTerms() == nil {
		return nil
	}
	return n.verifyTerms(a.GetTerms(), account, time.Now())
}

func (n *Node) verifyTerms(w *wire.SignedTerms, account incentives.Address, now time.Time) error {
	terms, err := termsFromWire(w)
	if err != nil {
		return err
	}
	if terms.Message.Relay != account {
		return errors.New("terms of another relay")
	}
	if !terms.Message.Valid(now) {
		return fmt.Errorf("%w: terms have expired", p2p.ErrIgnore)
	}
	return terms.Verify(n.domain, account)
}

// verifyBinding returns the account that signed for the peer. It is offline: registration is asked of the chain elsewhere.
func (n *Node) verifyBinding(b *wire.Binding, now time.Time) (incentives.Address, error) {
	account := addressOf(b.GetWallet())
	switch {
	case b == nil:
		return account, errors.New("no binding of peer and account")
	case b.GetChainId() != n.domain.ChainID:
		return account, fmt.Errorf("binding for chain %d, this node is on chain %d", b.GetChainId(), n.domain.ChainID)
	case b.GetNotAfterS() < uint64(now.Unix()):
		return account, fmt.Errorf("%w: binding has expired", p2p.ErrIgnore)
	}
	sig, err := signature(b.GetWalletSignature())
	if err != nil {
		return account, err
	}
	payload, err := b.SigningBytes()
	if err != nil {
		return account, err
	}
	signer, err := incentives.RecoverBlob(sig, wire.BindingTag, n.domain.ChainID, payload)
	if err != nil {
		return account, err
	}
	if signer != account {
		return account, fmt.Errorf("binding signed by %s, not by %s: %w", signer, account, incentives.ErrSigner)
	}
	return account, nil
}

// codecName is the codec of a MIME type as SDP writes it.
func codecName(mime string) string {
	_, name, ok := strings.Cut(mime, "/")
	if !ok {
		return mime
	}
	return name
}
