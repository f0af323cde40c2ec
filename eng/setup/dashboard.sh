#!/usr/bin/env bash
# Puts the standalone Aspire dashboard into DEST (DEST/managed/aspire-managed). It comes out of the Aspire CLI's npm
# package, whose `aspire setup` unpacks it. Does nothing when DEST already holds this version.
# Usage: dashboard.sh DEST
set -euo pipefail
readonly version=13.5.4 npm_package=@microsoft/aspire-cli-linux-x64

[ $# -eq 1 ] || { echo "usage: dashboard.sh DEST" >&2; exit 2; }
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || { echo "the dashboard is fetched for Linux x64 only; the stack runs without it" >&2; exit 1; }
command -v npm >/dev/null || { echo "npm is missing: it fetches the Aspire dashboard (apt-get install npm)" >&2; exit 1; }

# The registry's integrity value of the package, as hex.
readonly sha512=f0f59e447335f90c10076c310e77cfb229a2dc45b4d6bd386f80e35f48c80c4efc4a57c969bc157d802b5bfe3cbc3cd8bcfcca491c9ee8320f540b021685e304

mkdir -p "$1"
dest=$(cd "$1" && pwd -P)
[ "$(cat "$dest/version" 2>/dev/null)" = "$version" ] && [ -x "$dest/managed/aspire-managed" ] && exit 0

work=$(mktemp -d "${TMPDIR:-/tmp}/eventai-dashboard.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "$npm_package@$version" >/dev/null
archive=$(ls ./*.tgz)
echo "$sha512  $archive" | sha512sum --check --quiet || { echo "hash of $npm_package@$version is not the expected one" >&2; exit 1; }
tar xzf "$archive"
rm "$archive"

# A home of its own: nothing is left behind in the user's.
mkdir home
HOME=$work/home ASPIRE_CLI_TELEMETRY_OPTOUT=true DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    package/bin/aspire setup --non-interactive --nologo >setup.log 2>&1 || { tail -n 20 setup.log >&2; exit 1; }
[ -x package/bundle/managed/aspire-managed ] || { echo "aspire setup has left no dashboard behind" >&2; exit 1; }

rm -rf "$dest/managed" "$dest/version"
cp -RL package/bundle/managed "$dest/managed"
echo "$version" >"$dest/version"
