package store

// Table is a named set of key-value pairs.
type Table string

// The tables of a data folder.
const (
	// PayeeChannels holds what a relay is owed and the latest voucher, by channel key.
	PayeeChannels Table = "payee/channels"
	// PayeeStreams holds which channel pays for a stream and its report epoch, by stream id.
	PayeeStreams Table = "payee/streams"
	// PayeeSessions holds grants with their latest receipts that stand in no paid report yet, by grant hash.
	PayeeSessions Table = "payee/sessions"
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
	return []Table{PayeeChannels, PayeeStreams, PayeeSessions, PayerChannels, PayerReports, PayerSessions, Settlements, Chain}
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

// Op is one write. The zero Value deletes the key.
type Op struct {
	Table Table
	Key   []byte
	Value []byte
}

// Put returns the operation that sets key to value, which must not be empty.
func Put(t Table, key, value []byte) Op { return Op{t, key, value} }

// Delete returns the operation that removes key.
func Delete(t Table, key []byte) Op { return Op{Table: t, Key: key} }
