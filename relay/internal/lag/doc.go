// Package lag measures how late a loop is that others wake: how long news waits until the turn that deals with it is over, and what share
// of the time turns take.
package lag
