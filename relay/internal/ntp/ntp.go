package ntp

import "time"

// epoch is the number of seconds between 1900, where NTP time begins, and 1970.
const epoch = 2208988800

// Time is a 64-bit NTP timestamp: seconds since 1900 and their fraction in units of 2^-32 s.
type Time uint64

// FromTime returns t as NTP time.
func FromTime(t time.Time) Time {
	sec, ns := uint64(t.Unix()+epoch), uint64(t.Nanosecond())
	return Time(sec<<32 | ns<<32/uint64(time.Second))
}

// Add returns t + d.
func (t Time) Add(d time.Duration) Time {
	sec, frac := int64(d/time.Second), int64(d%time.Second)
	return Time(int64(t) + sec<<32 + frac<<32/int64(time.Second))
}

// Sub returns t - u.
func (t Time) Sub(u Time) time.Duration {
	d := int64(t - u)
	return time.Duration(d>>32)*time.Second + time.Duration((d&(1<<32-1))*int64(time.Second)>>32)
}

// Middle returns the middle 32 bits, which reports quote.
func (t Time) Middle() uint32 { return uint32(t >> 16) }

// Ticks returns d in ticks of a clock of rate Hz.
func Ticks(d time.Duration, rate uint32) int64 {
	return int64(d/time.Second)*int64(rate) + int64(d%time.Second)*int64(rate)/int64(time.Second)
}

// Report is one pair of times that a sender says are the same instant, and when it said so.
type Report struct {
	NTP       Time
	Timestamp uint64 // extended RTP timestamp
	Arrival   time.Time
}

// Now returns the sender's wall clock, as far as this report tells.
func (r Report) Now(now time.Time) Time { return r.NTP.Add(now.Sub(r.Arrival)) }

// TimestampAt returns the RTP timestamp at a time of the sender's clock, for a media clock of rate Hz.
func (r Report) TimestampAt(t Time, rate uint32) uint64 {
	return uint64(int64(r.Timestamp) + Ticks(t.Sub(r.NTP), rate))
}

// Instant returns the sender's time of an RTP timestamp.
func (r Report) Instant(timestamp uint64, rate uint32) Time {
	ticks, hz := int64(timestamp-r.Timestamp), int64(rate)
	return r.NTP.Add(time.Duration(ticks/hz)*time.Second + time.Duration(ticks%hz*int64(time.Second)/hz))
}
