#!/usr/bin/env bash
# Measures ways to spread requests over nodes: real proxies and stand-in nodes on loopback, the same arrivals for all, in
# turns. scripts/bench.sh --help tells of scenarios and options; the result and the plots are in target/bench.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

install_missing
missing=() packages=()
has haproxy || need "HAProxy, a contender (haproxy)" haproxy
((${#missing[@]} == 0)) || install_packages

cd "$root"
compile_to_measure bench
exec "${java[@]}" -XX:+UseParallelGC -Xmx2g dev.pluginlb.bench.Bench "$@"
