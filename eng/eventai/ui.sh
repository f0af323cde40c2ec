# Output: one line a step; what a step prints goes to a log that is shown when it fails.

say() { echo "eventai: $*"; }

die() {
    echo "eventai: $*" >&2
    exit 1
}

# step NAME COMMAND...: runs the command; shows the seconds as they pass on a terminal, and always how it ended.
step() {
    local name=$1 started=$SECONDS log
    shift
    log=$state/logs/$(tr -c 'a-zA-Z0-9\n' - <<<"$name").log
    "$@" >"$log" 2>&1 </dev/null &
    local pid=$!
    while kill -0 $pid 2>/dev/null; do
        if [ -t 1 ] && ((SECONDS - started >= 2)); then printf '\r  … %s %ds ' "$name" $((SECONDS - started)); fi
        sleep 0.2
    done
    [ -t 1 ] && printf '\r\033[K'
    if wait $pid; then
        if ((SECONDS - started >= 2)); then echo "  ✓ $name ($((SECONDS - started)) s)"; fi
    else
        echo "  ✗ $name ($((SECONDS - started)) s)" >&2
        tail -n 30 "$log" >&2
        die "$name failed; the whole log: $log"
    fi
}
