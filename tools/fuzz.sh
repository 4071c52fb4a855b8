#!/bin/sh
# Runs every fuzz target of the given packages (default ./...) for FUZZTIME each (default 30s), one after the other. What a target
# finds is in its testdata/fuzz, to be committed with the correction. Fails if any target did, after all have run.
set -u
GO=${GO:-go}
failed=
for dir in $($GO list -f '{{.Dir}}' "${@:-./...}"); do
	grep -qs '^func Fuzz' "$dir"/*_test.go || continue
	package=$($GO list "$dir") || exit 1
	listed=$($GO test -list '^Fuzz' "$package") || { failed="$failed $package"; continue; }
	for target in $(printf '%s\n' "$listed" | grep '^Fuzz'); do
		echo "== $package $target"
		$GO test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-30s}" -fuzzminimizetime 10s "$package" || failed="$failed $package.$target"
	done
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
