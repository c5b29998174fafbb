#!/bin/sh
# assemble.sh CHECKOUT TARGET: gathers the jars of a finished build, their native parts and the two class paths.
set -eu
here=$1
home=$2

rm -rf "$home/lib" "$home/native"
mkdir -p "$home/lib" "$home/native"
for program in server cli; do
    classpath=
    for jar in "$here/$program"/target/proa-$program-*.jar "$here/$program"/target/dependencies/*.jar; do
        name=${jar##*/}
        [ -f "$home/lib/$name" ] || cp "$jar" "$home/lib/$name"
        classpath=$classpath:$home/lib/$name
    done
    echo "${classpath#:}" > "$home/$program.classpath"
done

# Unpacked once here instead of into /tmp at every start of the daemon.
machine=$(uname -m)
case $machine in
    x86_64) sqlite=x86_64 zstd=amd64 ;;
    aarch64) sqlite=aarch64 zstd=aarch64 ;;
    *) exit 0 ;;
esac
jar=$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:?}/bin/jar")")")/jar
work=$home/native/work
mkdir "$work"
(
    cd "$work"
    "$jar" -xf "$home"/lib/sqlite-jdbc-*.jar "org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so"
    "$jar" -xf "$home"/lib/zstd-jni-*.jar "linux/$zstd/"
)
mv "$work/org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so" "$home/native/"
mv "$work/linux/$zstd"/libzstd-jni-*.so "$home/native/libzstd-jni.so"
rm -rf "$work"
