#!/bin/sh
# debian.sh COMMAND=PACKAGE[,PACKAGE…]… installs the Debian packages of the commands that this machine lacks. When it may not,
# because it is no Debian or we are not root, it names what is missing and fails.
set -eu

missing=
packages=
for pair in "$@"; do
	if ! command -v "${pair%%=*}" >/dev/null 2>&1; then
		missing="$missing ${pair%%=*}"
		packages="$packages $(echo "${pair#*=}" | tr , ' ')"
	fi
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	echo "The tests need these commands, which are not installed:$missing" >&2
	exit 1
fi
if [ "$(id -u)" != 0 ]; then
	echo "The tests need these commands, which are not installed:$missing" >&2
	echo "Install them with: sudo apt-get install --no-install-recommends$packages" >&2
	exit 1
fi
echo "Installing$packages"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # one word a package
apt-get install -qq -y --no-install-recommends $packages >/dev/null ||
	{ apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages >/dev/null; }
