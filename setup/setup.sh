#!/bin/sh
# Makes a checkout ready to run: packages, build, images, start-up caches. Called by ./proa when it finds that the
# commit checked out is not the one last set up; safe to call again, and by several at once.
#
#   .proa/lib, native      the build's jars and their native parts
#   .proa/*.options        Java's options for the command and the daemon
#   .proa/*.aot            JDK start-up caches (JEP 514)
#   .proa/images           image archives that the daemon loads
#   .proa/java, ready      which Java, and for which commit all this is
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
home=$here/.proa
commit=${1:-none}
. "$here/setup/lib.sh"

mkdir -p "$home"
exec 9>"$home/lock"
flock 9
ready=
if [ -f "$home/ready" ]; then read -r ready < "$home/ready"; fi
if [ "$ready" = "$commit" ] && [ -z "${PROA_REBUILD:-}" ]; then exit 0; fi
rm -f "$home/ready"

need_packages "Proa drives these programs and libraries" \
    crun conmon runc libnftables1 golang-github-containers-common busybox-static tini procps

jdk=$(find_jdk)
if [ -z "$jdk" ] && [ "$(id -u)" = 0 ] && apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
    need_packages "Proa runs on JDK 25" openjdk-25-jdk-headless
    jdk=$(find_jdk)
fi
[ -n "$jdk" ] || fail "needs a JDK 25 or newer, and found none in JAVA_HOME, on the PATH or in the usual folders. Please install one, for example Eclipse Temurin 25, and set JAVA_HOME."
need_packages "Proa is built by Maven" maven

say "building with $jdk (once; later commands start at once)"
export JAVA_HOME="$jdk"
log=$home/build.log
if ! (cd "$here" && mvn -q -pl server,cli -am -DskipTests package) >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    fail "the build failed; all it said is in $log"
fi

"$here/setup/assemble.sh" "$here" "$home"
"$here/setup/images.sh" "$home/images"
echo "$jdk/bin/java" > "$home/java"
say "training the start-up caches"
"$here/setup/train.sh" "$here" "$home" || say "no start-up caches: commands will be slower"
echo "$commit" > "$home/ready"
say "ready"
