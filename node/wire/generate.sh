#!/bin/sh
# Writes casto.pb.go and money.pb.go from casto.proto and money.proto into the folder given, by default this one. Needs protoc (Debian: protobuf-compiler);
# the Go plug-in is the one that go.mod pins.
set -eu
cd "$(dirname "$0")"
out=${1:-.}
plugin=$(go tool -n protoc-gen-go)
protoc --plugin=protoc-gen-go="$plugin" --go_out="$out" --go_opt=paths=source_relative casto.proto money.proto
