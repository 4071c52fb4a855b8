// Package storetest is a store in memory for tests: it can fail, lose the outcome of a commit, and be carried over a crash.
package storetest
