package demo

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

// Ready is printed once everything runs.
type Ready struct {
	Ready     bool              `json:"ready"`
	Watch     string            `json:"watch"` // page to open in a browser, at a relay of the second tier
	WHIP      string            `json:"whip"`  // the streamer's WHIP endpoint
	Studio    string            `json:"studio"`
	WHEP      []string          `json:"whep"` // WHEP endpoints of the second-tier relays
	RPC       string            `json:"rpc"`
	Contracts map[string]string `json:"contracts"`
	Admin     []string          `json:"admin"` // the operator's API of each node, the streamer's first
	Data      string            `json:"data"`
}

// Relay is one relay's share of a Snapshot.
type Relay struct {
	Name     string             `json:"name"`
	Tier     int                `json:"tier"`
	Account  incentives.Address `json:"account"`
	Sessions int                `json:"sessions"`
	Sent     uint64             `json:"sent_bytes"`
	Acked    uint64             `json:"receipted_bytes"`
	Voucher  incentives.Amount  `json:"voucher"` // cumulative, of the latest
	Vouchers uint64             `json:"vouchers"`
	Redeemed incentives.Amount  `json:"redeemed"`
	Balance  incentives.Amount  `json:"balance"` // tokens in its account
}

// Snapshot is the state of the economy at one moment.
type Snapshot struct {
	Viewers   int
	Decodable int // viewers that have got decodable video
	Relays    []Relay
	Deposits  incentives.Amount // locked by the streamer
	Streamer  incentives.Amount // the streamer's balance
}

// Summary is the result.
type Summary struct {
	Delivered uint64            `json:"delivered_bytes"` // payload that paid sessions were sent
	Receipted uint64            `json:"receipted_bytes"` // payload that viewers acknowledged
	Vouchers  uint64            `json:"vouchers"`        // accepted by the relays
	Redeemed  incentives.Amount `json:"redeemed"`        // base units paid out by the contract
	Owed      incentives.Amount `json:"owed"`            // price of the receipted bytes
	Conserved bool              `json:"conserved"`       // no token was made or lost, and redeemed equals owed
	Viewers   int               `json:"viewers"`
	Decodable int               `json:"decodable_viewers"`
	Seconds   float64           `json:"seconds"`
	Relays    []Relay           `json:"relays"`
	Problems  []string          `json:"problems,omitempty"`
}

// Err tells in what the economy failed, or nil.
func (s Summary) Err() error {
	if len(s.Problems) == 0 {
		return nil
	}
	return fmt.Errorf("%d problems, the first: %s", len(s.Problems), s.Problems[0])
}
