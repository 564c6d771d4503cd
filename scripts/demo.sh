#!/usr/bin/env bash
# Installs what is missing, builds, and shows a whole cluster on loopback: pluginlb demo.
set -euo pipefail

# Before anything is installed or built.
for option; do
    if [[ $option == -h || $option == --help ]]; then
        cat <<'EOF'
Usage: scripts/demo.sh [--nodes N] [--driver NAME] [--for TIME] [--no-load]
Installs what is missing, builds, and shows a whole cluster on loopback in a temporary folder; Ctrl-C stops and
cleans all of it.
      --nodes N        stand-in plugin daemons (3)
      --driver NAME    auto, lua or reload (auto)
      --for TIME       stop by itself after, for instance, 30s
      --no-load        send no requests
EOF
        exit 0
    fi
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$root/controller/target/pluginlb.jar
# shellcheck source=/dev/null
source "$root/scripts/install.sh"

is_stale() {
    local inputs=() input
    for input in pom.xml controller/pom.xml controller/src/main templates nginx; do
        [[ ! -e $root/$input ]] || inputs+=("$root/$input")
    done
    [[ -n $(find "${inputs[@]}" -newer "$jar" -print -quit) ]]
}

install_missing
# scripts/pluginlb builds a jar that is not there. Unlinking also leaves a running daemon the jar it has open.
if [[ -e $jar ]] && is_stale; then
    rm -f "$jar"
fi
exec "$root/scripts/pluginlb" demo "$@"
