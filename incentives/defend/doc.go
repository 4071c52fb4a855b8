// Package defend answers for a relay when its leaves are challenged: it watches the court, and shows each leaf from what package
// evidence keeps, well before the deadline, again and again until the court has taken it.
//
// It keeps nothing on disk: at the start it reads the challenges of the last weeks from the chain, and asks the court of each
// whether it still stands. A block that is taken back may open a challenge again, or undo it; both are seen.
package defend
