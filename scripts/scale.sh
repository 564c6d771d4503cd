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
# The jar and the tests' classes as they are now.
compile_tests scale -DskipTests -Djacoco.skip package
built=$root/controller/target
"$root/scripts/archive.sh"
# A thousand listeners and the connections to them.
ulimit -n "$(ulimit -Hn)" || true
exec timeout 1200 "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m \
    -Dlogback.configurationFile=logback-silent.xml -Dscale.pluginlb="$root/scripts/pluginlb" \
    -cp "$built/test-classes:$built/classes:$libraries" dev.pluginlb.bench.scale.Scale "$@"
