#!/bin/sh
# train.sh CHECKOUT HOME: records what the command and the daemon load at their start (JEP 514), with a daemon and
# containers of its own in a folder of its own.
set -eu
here=$1
home=$2
read -r java < "$home/java"
read -r server < "$home/server.classpath"
read -r cli < "$home/cli.classpath"

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
"$java" -XX:AOTCacheOutput="$home/server.aot" -Xlog:disable -XX:+UseSerialGC -Xmx512m \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dorg.sqlite.lib.path="$home/native" -DZstdNativePath="$home/native/libzstd-jni.so" \
    -cp "$server" dev.proa.server.Main --root "$work/root" --run-dir "$work/run" -H "unix://$socket" \
    --bridge proatrain0 --images "$home/images" >"$home/train.log" 2>&1 </dev/null &
daemon=$!

tries=0
until [ -S "$socket" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] && kill -0 "$daemon" 2>/dev/null || { tail -n 20 "$home/train.log" >&2; exit 1; }
    sleep 0.1
done

run() {
    "$java" -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
        -cp "$cli" dev.proa.cli.Main -H "unix://$socket" "$@" >>"$home/train.log" 2>&1 </dev/null
}
run run --rm busybox true || exit 1
run run -d --name trained busybox sleep 60
run exec trained true
run logs trained
run inspect trained
run images
run rm -f trained

# What commands load differs little; ps and run are the ones people wait for.
"$java" -XX:AOTCacheOutput="$home/cli.aot" -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    --enable-native-access=ALL-UNNAMED -Dproa.daemon.command="$here/proa" \
    -cp "$cli" dev.proa.cli.Main -H "unix://$socket" run --rm busybox true >>"$home/train.log" 2>&1 </dev/null

kill -TERM "$daemon"
wait "$daemon" || true
daemon=
[ -f "$home/server.aot" ] && [ -f "$home/cli.aot" ]
