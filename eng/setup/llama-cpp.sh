#!/usr/bin/env bash
# Fetches llama.cpp's shared libraries (MIT) for Linux on x86-64 from an npm package, for models that users bring as GGUF files.
# Usage: llama-cpp.sh DEST      (DEST: folder that receives libllama*.so, libggml*.so and LICENSE)
# Does nothing when DEST is complete already.
set -euo pipefail
readonly npm_package=@node-llama-cpp/linux-x64@3.22.1
readonly integrity=5uCCDNqWCNfaAm8aR/Uzxbo4HBpKgNF91kCHPepKhgMgV2OAmatoefbOlMihsqCiH2Od35E/eUHQCFbfRBJuOg==

source "$(dirname "${BASH_SOURCE[0]}")/npm-package.sh"

[ $# -eq 1 ] || fail "usage: llama-cpp.sh DEST"
dest=$1
is_complete "$dest" && exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || fail "only Linux on x86-64 is supported, not $(uname -sm)"
need_tools
mkdir -p "$(dirname "$dest")" || fail "cannot write to $dest"
fetch_package "$dest"
publish "$dest" "$work"/package/bins/linux-x64/lib*.so "$work/package/LICENSE"
