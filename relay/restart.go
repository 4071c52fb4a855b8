package relay

import (
	"context"
	"fmt"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/sdpfrag"
)

// restartTimeout bounds the gathering of our candidates, which are all local.
const restartTimeout = 5 * time.Second

// Trickle adds the remote candidates of an SDP fragment (RFC 8840). Candidates of a kind that is not used are ignored.
// Errors: ErrBadSDP; ErrUnsupported if the fragment is for other ICE credentials, so that it asks for a restart.
func (s *Session) Trickle(fragment string) error {
	f, err := sdpfrag.Parse(fragment)
	if err != nil {
		return fmt.Errorf("trickle: %w: %w", ErrBadSDP, err)
	}
	if f.Ufrag != "" && f.Ufrag != sdpfrag.Of(s.remote()).Ufrag {
		return fmt.Errorf("trickle: %w: fragment for unknown ICE credentials", ErrUnsupported)
	}
	for _, c := range f.Candidates {
		mid := c.MID
		init := webrtc.ICECandidateInit{Candidate: c.Attribute, SDPMid: &mid}
		if err := s.pc.AddICECandidate(init); err != nil {
			s.log.Debug("remote candidate ignored", "err", err)
		}
	}
	return nil
}

// Restart answers an ICE restart (RFC 9725, section 4.3.3): fragment has the peer's new credentials, the answer has ours, with
// all candidates. Media pauses until the new checks succeed. Errors, all of which leave the session as it was: ErrBadSDP;
// ErrUnsupported with a parent, to whom we made the offer.
func (s *Session) Restart(fragment string) (string, error) {
	answer, err := s.restart(fragment)
	if err != nil {
		return "", fmt.Errorf("restart ICE: %w", err)
	}
	return answer, nil
}

func (s *Session) restart(fragment string) (answer string, err error) {
	f, err := sdpfrag.Parse(fragment)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	if s.role == RoleParent {
		return "", fmt.Errorf("%w: the relay made the offer", ErrUnsupported)
	}
	s.restarting.Lock()
	defer s.restarting.Unlock()
	offer := s.remote()
	// The lengths of RFC 8839, section 5.4. Credentials that stay the same restart nothing.
	if len(f.Ufrag) < 4 || len(f.Ufrag) > 256 || len(f.Password) < 22 || len(f.Password) > 256 ||
		f.Ufrag == sdpfrag.Of(offer).Ufrag {
		return "", fmt.Errorf("%w: no new ICE credentials", ErrBadSDP)
	}
	ctx, cancel := context.WithTimeout(context.Background(), restartTimeout)
	defer cancel()
	local, err := s.answerTo(ctx, f.Apply(offer), func() error { return nil })
	if err != nil {
		return "", err
	}
	ours := sdpfrag.Of(local)
	ours.End = true
	return ours.String(), nil
}

// remote returns the peer's description.
func (s *Session) remote() string {
	if d := s.pc.RemoteDescription(); d != nil {
		return d.SDP
	}
	return ""
}
