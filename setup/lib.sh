# Shared by the set-up scripts: what they say, and how they get packages and a JDK.

say() { printf 'proa: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Debian's packages, installed when something is missing and we may.
# need_packages REASON PACKAGE…
need_packages() {
    reason=$1
    shift
    missing=
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        fail "$reason:$missing. Please install these packages (as root: apt-get install$missing)."
    fi
    say "$reason: installing$missing"
    log=$(mktemp)
    # shellcheck disable=SC2086 # a list of names
    if ! { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing </dev/null >"$log" 2>&1 ||
        { DEBIAN_FRONTEND=noninteractive apt-get update </dev/null >>"$log" 2>&1 &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing </dev/null >>"$log" 2>&1; }; }; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "could not install$missing"
    fi
    rm -f "$log"
}

# The version of the JDK in a folder, 0 when there is none (a JRE will not do: the build needs the compiler).
jdk_version() {
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || { echo 0; return; }
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${version:-0}"
}

# Prints the folder of a JDK 25 or newer.
find_jdk() {
    on_path=$(command -v javac || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for folder in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/*; do
        if [ -n "$folder" ] && [ "$(jdk_version "$folder")" -ge 25 ]; then
            echo "$folder"
            return
        fi
    done
}
