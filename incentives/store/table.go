package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Table is a named set of key-value pairs.
type Table string

// The tables of a data folder.
const (
	// PayeeChannels holds what a relay is owed and the latest voucher, by channel key.
	PayeeChannels Table = "payee/channels"
	// PayeeStreams holds which channel pays for a stream and its report epoch, by stream id.
	PayeeStreams Table = "payee/streams"
	// PayeeSessions holds grants with their latest receipts, by grant hash.
	PayeeSessions Table = "payee/sessions"
	// PayeeBilled holds how many bytes of a session answered reports contain, by grant hash.
	PayeeBilled Table = "payee/billed"
	// EvidenceKeys holds the report keys that the evidence tables are about.
	EvidenceKeys Table = "evidence/keys"
	// EvidenceReports holds the reports that a relay signed with their receipts, by report key and struct hash.
	EvidenceReports Table = "evidence/reports"
	// EvidenceGrants holds the grants of those receipts, by report key and grant hash.
	EvidenceGrants Table = "evidence/grants"
	// EvidenceWarrants holds the warrants of those grants, by report key, stream id and stream key.
	EvidenceWarrants Table = "evidence/warrants"
	// PayerChannels holds what a streamer has promised, by channel key.
	PayerChannels Table = "payer/channels"
	// PayerReports holds the latest report of each relay and stream.
	PayerReports Table = "payer/reports"
	// PayerSessions holds grants with the bytes paid under them, by grant hash.
	PayerSessions Table = "payer/sessions"
	// Settlements holds the redemption under way or last done, by channel key.
	Settlements Table = "settlements"
	// Chain holds what follows the chain: cursors, undo records, nonces.
	Chain Table = "chain"
)

// tables returns every table, so that all exist from the start.
func tables() []Table {
	return []Table{PayeeChannels, PayeeStreams, PayeeSessions, PayeeBilled, EvidenceKeys, EvidenceReports, EvidenceGrants, EvidenceWarrants,
		PayerChannels, PayerReports, PayerSessions, Settlements, Chain}
}

// head reports whether the second copy holds the table too.
func (t Table) head() bool {
	switch t {
	case PayeeChannels, PayeeStreams, PayerChannels, PayerReports, Settlements:
		return true
	default:
		return false
	}
}

// Op is one write, made by Put, PutJSON or Delete.
type Op struct {
	Table Table
	Key   []byte
	Value []byte // empty to delete

	err error // why the value could not be made
}

// Put returns the operation that sets key to value, which must not be empty.
func Put(t Table, key, value []byte) Op {
	op := Op{Table: t, Key: key, Value: value}
	if len(value) == 0 {
		op.err = errors.New("empty value")
	}
	return op
}

// PutJSON returns the operation that sets key to record in JSON. A record that has no JSON form fails the commit.
func PutJSON(t Table, key []byte, record any) Op {
	value, err := json.Marshal(record)
	return Op{Table: t, Key: key, Value: value, err: err}
}

// Delete returns the operation that removes key.
func Delete(t Table, key []byte) Op { return Op{Table: t, Key: key} }

// Validate reports an operation that could not be read back: an unknown table, a key that is empty or longer than 1 KiB, a
// value longer than 1 MiB or one that could not be made.
func (op Op) Validate() error {
	switch {
	case op.err != nil:
		return fmt.Errorf("write %s/%x: %w", op.Table, op.Key, op.err)
	case !slices.Contains(tables(), op.Table), len(op.Key) == 0, len(op.Key) > maxKey, len(op.Value) > maxValue:
		return fmt.Errorf("write %q: bad table, key of %d or value of %d bytes", op.Table, len(op.Key), len(op.Value))
	}
	return nil
}
