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
# Code that runs seldom is compiled after hours at the usual thresholds, which looks like a leak meanwhile; at a twentieth of
# them, in the first minutes. Set it to nothing to see the usual ones.
export PLUGINLB_JAVA_OPTS=${PLUGINLB_JAVA_OPTS--XX:CompileThresholdScaling=0.05}
exec "${java[@]}" -XX:+UseSerialGC -Xmx256m dev.pluginlb.bench.soak.Soak "$@"
