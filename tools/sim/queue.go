package main

import (
	"cmp"
	"slices"
	"time"
)

// event is one thing that happens at one instant of virtual time. What a, b and n mean depends on the kind.
type event struct {
	at   time.Duration
	seq  uint64 // in the order of scheduling: events of one instant happen in the order in which they were scheduled
	kind kind
	a, b int32
	n    int64
	msg  *message // of a signal between two nodes, else nil
}

const (
	bucketWidth = time.Millisecond
	buckets     = 1 << 14
)

// queue is a calendar queue: a ring of buckets of a millisecond, each sorted when its time comes, and a heap for what lies beyond the
// ring. Most events are scheduled some tens of milliseconds ahead, so both pushing and popping cost next to nothing.
type queue struct {
	ring  [buckets][]event
	first int64   // number of the bucket that is being emptied
	now   []event // that bucket, sorted, from next on
	next  int
	far   []event // binary heap
	held  int
	seq   uint64
}

func before(x, y event) int {
	return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.seq, y.seq))
}

func (q *queue) push(e event) {
	q.seq++
	e.seq = q.seq
	q.held++
	switch n := int64(e.at / bucketWidth); {
	case n <= q.first:
		i, _ := slices.BinarySearchFunc(q.now[q.next:], e, before)
		q.now = slices.Insert(q.now, q.next+i, e)
	case n < q.first+buckets:
		q.ring[n%buckets] = append(q.ring[n%buckets], e)
	default:
		q.pushFar(e)
	}
}

// pop takes the earliest event; there is none when ok is false.
func (q *queue) pop() (e event, ok bool) {
	if q.held == 0 {
		return event{}, false
	}
	for q.next == len(q.now) {
		q.advance()
	}
	e = q.now[q.next]
	q.now[q.next].msg = nil
	q.next++
	q.held--
	return e, true
}

// advance goes on to the next bucket, and takes from the heap what has come within the ring's reach.
func (q *queue) advance() {
	slot := q.first % buckets
	q.ring[slot] = q.now[:0]
	q.first++
	for len(q.far) > 0 && int64(q.far[0].at/bucketWidth) < q.first+buckets {
		e := q.popFar()
		n := int64(e.at / bucketWidth)
		q.ring[n%buckets] = append(q.ring[n%buckets], e)
	}
	slot = q.first % buckets
	q.now, q.next = q.ring[slot], 0
	q.ring[slot] = nil
	slices.SortFunc(q.now, before)
}

func (q *queue) pushFar(e event) {
	q.far = append(q.far, e)
	for i := len(q.far) - 1; i > 0; {
		up := (i - 1) / 2
		if before(q.far[up], q.far[i]) <= 0 {
			break
		}
		q.far[up], q.far[i] = q.far[i], q.far[up]
		i = up
	}
}

func (q *queue) popFar() event {
	top := q.far[0]
	last := len(q.far) - 1
	q.far[0] = q.far[last]
	q.far[last] = event{}
	q.far = q.far[:last]
	for i := 0; ; {
		least := i
		for _, down := range []int{2*i + 1, 2*i + 2} {
			if down < len(q.far) && before(q.far[down], q.far[least]) < 0 {
				least = down
			}
		}
		if least == i {
			return top
		}
		q.far[i], q.far[least] = q.far[least], q.far[i]
		i = least
	}
}
