#!/usr/bin/env bash
# kcat against the broker in EVENTAI_KAFKA: one line for each step, exits with 1 at the first that fails.
#   kcat.sh            everything that needs one broker that stays
#   kcat.sh restart    an idempotent producer, while somebody kills the broker and starts it again until the file EVENTAI_RESTARTS_OVER is there
set -euo pipefail
topic="kcat-$RANDOM-$$-$(date +%s)"
kc() { timeout 60 kcat -b "$EVENTAI_KAFKA" "$@"; }

if [ "${1:-}" = restart ]; then
    numbers=$(mktemp)
    trap 'rm -f "$numbers"' EXIT
    for ((i = 1; i < 3000; i++)); do echo "$i"; sleep 0.01; [ ! -e "$EVENTAI_RESTARTS_OVER" ] || break; done | tee "$numbers" | kc -P -E -t "$topic" -p 0 -X enable.idempotence=true -X linger.ms=1 -X message.timeout.ms=50000 2>/dev/null
    [ "$(kc -C -t "$topic" -p 0 -o beginning -e -q -f '%s\n')" = "$(cat "$numbers")" ] || { echo "not each message once and in order"; exit 1; }
    echo "ok $(wc -l < "$numbers") messages, each once and in order"
    echo "all ok"
    exit
fi

for codec in none gzip snappy lz4 zstd; do
    seq 1 500 | awk '{ print "k" $1 "\t" "value-" $1 }' | kc -P -t "$topic-$codec" -p 0 -K '\t' -z "$codec" -X acks=all -H "codec=$codec"
    read=$(kc -C -t "$topic-$codec" -p 0 -o beginning -e -q -f '%o %k %s %h\n')
    expected=$(seq 1 500 | awk -v c="$codec" '{ print $1 - 1 " k" $1 " value-" $1 " codec=" c }')
    [ "$read" = "$expected" ] || { echo "codec $codec: what came back is not what went in"; exit 1; }
    echo "ok codec $codec"
done

printf 'a\nb\nc\n' | kc -P -t "$topic-group" -p 0
first=$(kc -G "$topic-g" -X auto.offset.reset=earliest -c 2 -q -f '%s\n' "$topic-group" | paste -sd,)
second=$(kc -G "$topic-g" -X auto.offset.reset=earliest -c 1 -q -f '%s\n' "$topic-group")
[ "$first $second" = "a,b c" ] || { echo "group: $first, then $second"; exit 1; }
echo "ok commit and resume"

printf 'x' | kc -P -t "$topic-null" -p 0 -Z -K: >/dev/null
printf 'key:\n' | kc -P -t "$topic-null" -p 0 -Z -K:
[ "$(kc -C -t "$topic-null" -p 0 -o beginning -e -q -f '%K %S\n' | paste -sd,)" = "-1 1,3 -1" ] || { echo "null keys and values: lengths differ"; exit 1; }
echo "ok null keys and values"

[ "$(kc -Q -t "$topic-group:0:-1" | awk '{ print $NF }')" = 3 ] || { echo "the latest offset is not 3"; exit 1; }
kc -L -t "$topic-group" | grep -q "topic \"$topic-group\"" || { echo "the topic is not listed"; exit 1; }
echo "all ok"
