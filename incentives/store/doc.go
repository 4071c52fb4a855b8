// Package store keeps what must not be forgotten: vouchers, receipts, promises, settlements.
//
// A data folder holds one bbolt database, casto.db, locked by one process, and one small second copy, heads.snap, of the
// tables that are worth money (the latest voucher and the settlement of every channel). Every value carries a version and a
// CRC-32C over table, key and payload. When the database does not open or a value does not check, the file is set aside and
// rebuilt from heads.snap; old vouchers are not toxic, so an older copy only loses increments, which payers repeat.
//
// What a rebuild from heads.snap does lose: a relay, its receipts that no voucher covered yet; a streamer, the note of which bytes
// of a session it has paid for, so that within a day a dishonest relay could charge them again, up to deposit and budget.
//
// Writes are committed in groups by one goroutine: a commit waits until 64 operations have gathered, 20 ms have passed or
// somebody needs it at once, then for the disk. An error means that the outcome is unknown, never that nothing was written.
//
// Do not put a data folder on a network file system (locks and flushes lie there) or on ext4 with fast_commit.
package store
