#!/usr/bin/env bash
# Measures what the controller costs: with 1000 nodes and 10 000 endpoints, of which some come, go, die and change; and with
# 50 that are idle. A real Redis and Nginx, real listeners, `pluginlb run` with default settings, both drivers; loopback only.
# About eight minutes. Prints a table, writes target/scale/result.json, exits 1 when a goal is missed; --help tells of options.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

install_missing
cd "$root"
compile_to_measure scale
# A thousand listeners and the connections to them.
ulimit -n "$(ulimit -Hn)" || true
exec timeout 1200 "${java[@]}" -XX:+UseSerialGC -Xmx256m dev.pluginlb.bench.scale.Scale "$@"
