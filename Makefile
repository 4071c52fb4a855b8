# `make help` lists what there is. A bare Debian needs Go, Node 20 and git; what the tests want besides is installed on the way
# when root runs them, and named when not.

GO ?= go
NPM ?= npm
# The runner of `make test` sets this to -json, to count.
GOTEST_FORMAT ?=
GOTEST = $(GO) test $(GOTEST_FORMAT) -count=1 -timeout=10m
# Where the race detector pays: the packet path, the libp2p host, and what the money's store shares between goroutines.
RACE = ./relay/... ./node/p2p/... ./incentives/payee/... ./incentives/payer/... ./incentives/store/... ./incentives/settle/...
# What is missing fails the tests that need it, instead of skipping them.
REQUIRE = CASTO_REQUIRE_NODE=1 CASTO_REQUIRE_CHROMIUM=1 CASTO_REQUIRE_FFMPEG=1
PARTS = test-go test-race test-contracts test-sdk test-browser
GOFILES = $(shell find . -name node_modules -prune -o -name '*.go' -print)

.DEFAULT_GOAL = help
.PHONY: help build demo test $(PARTS) pgo bench bench-loss bench-failover netlab sim test-link fuzz lint cross generate check-generated clean deps deps-node deps-debian

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: ## Build bin/casto-node, complete, with Go alone
	$(GO) build -o bin/casto-node ./cmd/casto-node

demo: build ## Run a whole economy on this machine and print the link to watch (ARGS='--for 60s')
	bin/casto-node demo $(ARGS)

test: deps build ## Run every test there is, and leave no process behind
	$(REQUIRE) $(GO) run ./tools/testrun $(PARTS)

test-go: ## Run the Go tests
	$(GOTEST) ./...

test-race: ## Run the tests of the concurrent packages under the race detector
	$(GOTEST) -race $(RACE)

test-contracts: contracts/node_modules/.fresh ## Run the Forge tests, and hold the gas of every call
	$(NPM) --silent --prefix contracts test
	$(NPM) --silent --prefix contracts run gas -- --check

.PHONY: contracts-test contracts-nightly mutants smt bench-gas
contracts-test: contracts/node_modules/.fresh ## Hold all that can be held of the contracts: format, tests, NatSpec, docs, bindings, gas, coverage
	$(NPM) --silent --prefix contracts run check
	$(NPM) --silent --prefix contracts run coverage

contracts-nightly: contracts/node_modules/.fresh ## Make a million calls against the contracts' invariants, from a new seed (long)
	$(NPM) --silent --prefix contracts run nightly

mutants: contracts/node_modules/.fresh ## Break the contracts line by line and see that tests notice (long; ARGS='--only Court.sol')
	$(NPM) --silent --prefix contracts run mutants -- $(ARGS)

smt: contracts/node_modules/.fresh ## Have z3 prove what solc's SMT checker can prove of the contracts' arithmetic
	@tools/debian.sh z3=z3
	$(NPM) --silent --prefix contracts run smt

bench-gas: contracts/node_modules/.fresh ## Print what calls of the contracts cost, beside what they may cost and what others cost
	$(NPM) --silent --prefix contracts run gas -- --table

test-sdk: sdk/node_modules/.fresh ## Check types, unit tests and size of the SDK
	$(NPM) --silent --prefix sdk test

test-browser: sdk/node_modules/.fresh build bin/losslab ## Run the SDK and the pages in Chromium, as root over a bad link too
	$(NPM) --silent --prefix sdk run test:browser
	$(NPM) --silent --prefix sdk run test:link test/link/loss.test.ts

test-link: sdk/node_modules/.fresh build bin/losslab ## Run the SDK over lossy and narrow links, with VP8 and H264 (as root)
	CASTO_LINK_CODECS='VP8 H264' $(NPM) --silent --prefix sdk run test:link

bench: ## Run the Go benchmarks (ARGS='-count=10')
	$(GO) test -run='^$$' -bench=. -benchmem $(ARGS) ./...

bench-media: build bin/mediabench ## Print what a packet costs, beside its floor and stock Pion (ARGS='--quick')
	bin/mediabench $(ARGS)

pgo: build bin/mediabench ## Profile the node under load for the compiler (cmd/casto-node/default.pgo)
	bin/mediabench profile --for 60s --keep cmd/casto-node/default.pgo

soak: build bin/mediabench ## Have viewers come and go for half an hour, and see whether the node grows (ARGS='--for 5m')
	bin/mediabench soak $(ARGS)

bin/mediabench: $(shell find relay tools/mediabench -name '*.go')
	$(GO) build -o $@ ./tools/mediabench

bench-loss: sdk/node_modules/.fresh build bin/losslab ## Print what viewers get over lossy links, beside stock Pion (as root; ARGS='--quick')
	bin/losslab bench $(ARGS)

.PHONY: bin/losslab
bin/losslab:
	$(GO) build -o $@ ./tools/losslab/cmd

bench-failover: sdk/node_modules/.fresh build ## Print how long pictures stand still when a relay fails (as root all of it; ARGS='--quick')
	$(GO) build -o bin/failover ./tools/failover
	bin/failover $(ARGS)

netlab: build ## See by which way nodes and viewers reach each other through NATs (as root; ARGS='--quick --json --only symmetric')
	$(GO) build -o bin/netlab ./tools/netlab
	bin/netlab $(ARGS)

sim: ## Simulate trees of up to a million viewers, beside what they must reach (ARGS='--viewers 10000')
	$(GO) build -o bin/sim ./tools/sim
	bin/sim $(ARGS)

.PHONY: bench-attack
bench-attack: ## Print what attacks on discovery cost: floods, Sybils, and what idle relays say to one another
	CASTO_ATTACK=1 $(GO) test -count=1 -run='TestSybils|TestIdleRelaysAreQuiet' -v ./node/p2p 2>&1 | grep -E '_test.go|^(---|FAIL|ok)'
	$(GO) test -run='^$$' -bench='InvalidAdverts|IdleRelays' -benchtime=1x ./node/p2p

fuzz: ## Fuzz every parser for FUZZTIME each (FUZZTIME=5m ARGS=./relay/...)
	@GO="$(GO)" FUZZTIME=$(or $(FUZZTIME),30s) tools/fuzz.sh $(or $(ARGS),./...)

cross: ## Build for macOS and Windows, and vet the relay there
	@for os in darwin windows; do echo $$os; GOOS=$$os $(GO) build ./... && GOOS=$$os $(GO) vet ./relay/... || exit 1; done

lint: deps-node cross ## Check formatting, vet and types
	@unformatted=$$(gofmt -l $(GOFILES)); test -z "$$unformatted" || { echo "run gofmt -w on:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(NPM) --silent --prefix contracts run format -- --check
	$(NPM) --prefix sdk run typecheck

generate: deps-node ## Generate bindings, golden vectors, wire messages and the SDK's bundle anew
	$(NPM) --prefix contracts run generate
	$(GO) generate ./...
	$(NPM) --prefix sdk run build

check-generated: deps-node ## Check that what is generated and committed is fresh
	$(REQUIRE) $(GO) test -count=1 -run=TestGeneratedFilesAreFresh .

clean: ## Remove what was built, not what was installed
	rm -rf bin contracts/out contracts/cache sdk/build sdk/test-results
	$(GO) clean -testcache

deps: deps-node deps-debian ## Install what the tests need

deps-node: contracts/node_modules/.fresh sdk/node_modules/.fresh

%/node_modules/.fresh: %/package-lock.json
	$(NPM) --prefix $* ci --no-fund --no-audit
	@touch $@

deps-debian:
	@tools/debian.sh chromium=chromium ffmpeg=ffmpeg protoc=protobuf-compiler cc=gcc,libc6-dev
