#!/usr/bin/env bash
# Measures what the dashboard costs a browser before a thousand nodes and ten thousand endpoints that are only played: first paint, time
# of the main thread and bytes of each look, memory. Loopback only. Argument: SECONDS to watch it at rest, and as long with changes
# (300 if none is given).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

with_browser=yes install_missing
cd "$root"
compile_tests pagecost -DskipTests -Djacoco.skip test-compile
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Dlogback.configurationFile=logback-silent.xml \
    -cp "$root/controller/target/test-classes:$root/controller/target/classes:$libraries" dev.pluginlb.bench.PageCost "${1:-300}"
