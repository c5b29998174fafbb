#!/bin/sh
# train.sh CHECKOUT HOME: records what the command and the daemon load at their start (JEP 514), with a daemon and
# containers of its own in a folder of its own.
set -eu
here=$1
home=$2
read -r java < "$home/java"

work=$(mktemp -d "${TMPDIR:-/tmp}/proa-train.XXXXXX")
socket=$work/proa.sock
daemon=
finish() {
    if [ -n "$daemon" ]; then
        kill -TERM "$daemon" 2>/dev/null || true
        wait "$daemon" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

rm -f "$home/server.aot" "$home/cli.aot"
"$java" -XX:AOTCacheOutput="$home/server.aot" -Xlog:disable "@$home/server.options" \
    dev.proa.server.Main --root "$work/root" --run-dir "$work/run" -H "unix://$socket" \
    --bridge proatrain0 --images "$home/images" >"$home/train.log" 2>&1 </dev/null &
daemon=$!

tries=0
until [ -S "$socket" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] && kill -0 "$daemon" 2>/dev/null || { tail -n 20 "$home/train.log" >&2; exit 1; }
    sleep 0.1
done

# One process performs them all: each command has classes of its own.
PROA_HOST=unix://$socket "$java" -XX:AOTCacheOutput="$home/cli.aot" -Xlog:disable "@$home/cli.options" \
    dev.proa.cli.Rehearsal run --rm busybox true \
    , run -d --name trained busybox sleep 60 \
    , ps \
    , ps -a --no-trunc --filter status=running --format '{{.Names}} {{.Status}}' \
    , exec trained true \
    , logs trained \
    , inspect -f '{{.State.Running}}' trained \
    , images \
    , stop -t 0 trained \
    , start trained \
    , rm -f trained \
    , version \
    , info \
    , --version \
    >>"$home/train.log" 2>&1 </dev/null

kill -TERM "$daemon"
wait "$daemon" || true
daemon=
[ -f "$home/server.aot" ] && [ -f "$home/cli.aot" ]
