package main

// isolation says where this process runs.
type isolation int

const (
	outside    isolation = iota // on the host's network: nothing may be filtered
	inside                      // in a namespace of its own
	handedOver                  // a copy of this process has run in a namespace, and ended
)

// insideEnv marks that copy.
const insideEnv = "CASTO_FAILOVER_INSIDE"
