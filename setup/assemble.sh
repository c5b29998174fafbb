#!/bin/sh
# assemble.sh CHECKOUT TARGET: gathers the jars of a finished build, their native parts, and the options that Java needs
# to run them.
set -eu
here=$1
home=$2
: "${JAVA_HOME:?}"

rm -rf "$home/lib" "$home/native"
mkdir -p "$home/lib" "$home/native"
for program in server cli; do
    classpath=
    for jar in "$here/$program"/target/proa-$program-*.jar "$here/$program"/target/dependencies/*.jar; do
        name=${jar##*/}
        if [ ! -f "$home/lib/$name" ]; then
            case $name in
                picocli-*) "$JAVA_HOME/bin/java" "$here/setup/StackMaps.java" "$jar" "$home/lib/$name" ;;
                *) cp "$jar" "$home/lib/$name" ;;
            esac
        fi
        classpath=$classpath:$home/lib/$name
    done
    # The options of every start, in the file format of java's @argument: a quoted path may have spaces. The start-up
    # cache is good only for the class path and the collector it was made with, so train.sh and ./proa share them.
    #   IgnoreUnrecognizedVMOptions: the diagnostic options are those of JDK 25; a later one may have dropped some.
    #   ArchiveRelocationMode=0: the cache is mapped where it was made for, not moved to a random address first.
    #   AOTRecordTraining, AOTReplayTraining: no profiles in the cache (JEP 515), for which the compilers begin at once and
    #     take the processors from the start itself.
    #   SelectorProvider: named, it need not be searched for among the services of every jar.
    #   useNativeAccessorOnly: reflection without classes made at run time, which no cache holds.
    #   picocli.converters.excludes: its converters for dates and SQL, which nothing here uses.
    #   java.security: the JDK's own without its comments, which are 1,500 lines to read at the first use of randomness.
    cat > "$home/$program.options" <<EOF
-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
-XX:-AOTRecordTraining -XX:-AOTReplayTraining
-XX:+UseSerialGC -Xss512k -XX:-UsePerfData
--enable-native-access=ALL-UNNAMED
-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider
-Djdk.reflect.useNativeAccessorOnly=true
-Dpicocli.converters.excludes=java.(sql|time).*
"-Djava.security.properties==$home/java.security"
-cp "${classpath#:}"
EOF
done
grep -Ev '^[[:space:]]*(#|$)' "$JAVA_HOME/conf/security/java.security" > "$home/java.security"
#   java.locale.providers: the root locale alone. Jetty asks for all 1,100 that CLDR knows.
cat >> "$home/server.options" <<EOF
-Xms24m -Xmx512m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40
-XX:ReservedCodeCacheSize=48m -XX:+ExitOnOutOfMemoryError
--sun-misc-unsafe-memory-access=allow
-Djava.locale.providers=HOST
EOF
cat >> "$home/cli.options" <<EOF
-XX:TieredStopAtLevel=1 -Xmx128m
"-Dproa.daemon.command=$here/proa"
EOF

# Unpacked once here instead of into /tmp at every start of the daemon.
machine=$(uname -m)
case $machine in
    x86_64) sqlite=x86_64 zstd=amd64 ;;
    aarch64) sqlite=aarch64 zstd=aarch64 ;;
    *) exit 0 ;;
esac
work=$home/native/work
mkdir "$work"
(
    cd "$work"
    "$JAVA_HOME/bin/jar" -xf "$home"/lib/sqlite-jdbc-*.jar "org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so"
    "$JAVA_HOME/bin/jar" -xf "$home"/lib/zstd-jni-*.jar "linux/$zstd/"
)
mv "$work/org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so" "$home/native/"
mv "$work/linux/$zstd"/libzstd-jni-*.so "$home/native/libzstd-jni.so"
rm -rf "$work"
cat >> "$home/server.options" <<EOF
"-Dorg.sqlite.lib.path=$home/native" "-DZstdNativePath=$home/native/libzstd-jni.so"
EOF
