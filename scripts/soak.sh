#!/usr/bin/env bash
# Watches for a quarter of an hour whether anything grows: nodes come, go and restart, plugins are learned and forgotten, Nginx is
# reloaded, streams run, all at once; a real Redis and Nginx, stand-in nodes, `pluginlb run`; loopback only. Prints each measure's
# slope and its error, writes target/soak/result.json and plot.png, exits 1 unless all is flat and no request failed; --help
# tells of options.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

install_missing
cd "$root"
compile_to_measure soak
exec "${java[@]}" -XX:+UseSerialGC -Xmx256m dev.pluginlb.bench.soak.Soak "$@"
