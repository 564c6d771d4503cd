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
# The jar and the tests' classes as they are now.
compile_tests bench -DskipTests -Djacoco.skip package
built=$root/controller/target
exec "$JAVA_HOME/bin/java" -XX:+UseParallelGC -Xmx2g -Djava.awt.headless=true \
    -Dlogback.configurationFile=logback-silent.xml -Dbench.pluginlb="$root/scripts/pluginlb" \
    -cp "$built/test-classes:$built/classes:$libraries" dev.pluginlb.bench.Bench "$@"
