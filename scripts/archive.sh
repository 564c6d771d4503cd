#!/usr/bin/env bash
# Makes controller/target/pluginlb.jsa: the classes of pluginlb.jar that a start and a client need, ready for the JVM, so that
# neither has to read, check and link them each time (AppCDS). A short demo and some commands that ask it show which they are:
# half a minute, loopback only. Their list stays beside it, for the package (scripts/package.sh). Where the JVM makes no
# archive, pluginlb goes on without one.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$root/controller/target/pluginlb.jar
archive=${jar%.jar}.jsa
list=${jar%.jar}.classes
# shellcheck source=/dev/null
source "$root/scripts/install.sh"

readonly asked=(status nodes stats master plan history pools events)

# Without that list, or when Nginx or Redis is missing, the archive holds less, and is still of use.
classes_of() {
    local part=$1
    shift
    timeout 60 "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:DumpLoadedClassList="$scratch/$part.classes" \
        -cp "$jar" dev.pluginlb.Main "$@" || true
}

admin_of_demo() {
    local left=200
    while kill -0 "$demo" 2>/dev/null && ((left-- > 0)); do
        sed -n 's/^ *admin *\(http:[^ ]*\)$/\1/p' "$scratch/demo.log"
        grep -q '^ *admin ' "$scratch/demo.log" && return
        sleep 0.1
    done
}

train() {
    classes_of version --version
    classes_of demo demo --nodes 2 --no-load --for 8s >"$scratch/demo.log" 2>&1 &
    demo=$!
    local admin command
    admin=$(admin_of_demo)
    for command in "${asked[@]}"; do
        classes_of "$command" "$command" --admin "${admin:-http://127.0.0.1:1}"
    done
    wait "$demo" || true
}

choose_java java || { echo "archive.sh: no fit Java here; scripts/install.sh installs one" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
train >"$scratch/log" 2>&1 </dev/null
cat "$scratch"/*.classes 2>/dev/null | grep -v '^#' | sort -u >"$list" || true
make_archive "$list" "$jar" "$archive" \
    || echo "archive.sh: this JVM makes no archive of classes, starts take longer; its words stand above" >&2
