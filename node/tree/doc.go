// Package tree decides where a node stands in a stream's tree of relays: whom it asks to be its parent, who stands by, when it
// moves, whom it takes as a child. It does nothing itself: facts and the time go in, actions come out. A node carries them out
// over the network; the simulator does so in a model of it.
//
//	searches, replies, keepalives, beacons, silence ──▶ Member ──▶ find, join, leave, promote, tell the children
//
// # Parents
//
// A member wants one primary parent, which sends the stream, and one standby on a path that shares no relay with the primary's: a hot
// one, which sends too, in the first two tiers and where it is more than 80 ms away, for it would take over late; a warm one
// elsewhere. Of the candidates that a search finds it asks one at random among those whose Score is within 5 ms of the best. A candidate whose path leads through the member is none. Where nobody is on a path of its
// own, any standby but one below the primary is better than none.
//
// A primary from which nothing comes is left for the standby at once, for one that has nothing itself says so before it is suspected.
// If it says that it repairs its children wait, up to 300 ms. Who has no standby joins anew, after pauses that grow, and asks
// another candidate where one does not answer. A parent whose beacons stop for a second is left as well: a loop has no fresh ones. One
// whose account of its lag cannot be true, three times, is not asked again for ten minutes, and one that says nothing for ten seconds
// has given the place away.
//
// Every half minute or so, and soon after a takeover, a member looks for a parent that is better by 5 % and by 10 ms; it leaves the
// old one when the new one has accepted.
//
// # Children
//
// A child has its place for ten seconds, and for ten more with each keepalive. There are places for Options.Children that are sent
// media, and for four times as many warm standbys. A member that drains takes no more, and tells its children to move.
package tree
