#!/usr/bin/env bash
# Lets faults come over a whole front on this machine, on loopback, in an order that --seed fixes, under a load of which every
# request is followed: real Nginx, Redis, nodes and controller. Prints each fault as it is over, writes controller/target/chaos,
# exits 1 when a request was lost, doubled or answered by the wrong node, or anything else that is required did not happen.
# --list tells the faults, --help the options. As root, full and read-only disks are among them: in a mount namespace.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

with_tests=yes install_missing
cd "$root"
compile_tests chaos -Djacoco.skip test-compile
built=$root/controller/target

# Mounts made inside are seen by nobody else and go with the last process.
apart=() mounts=false
if ((EUID == 0)) && unshare --mount --propagation private true 2>/dev/null; then
    apart=(unshare --mount --propagation private) mounts=true
fi
cd controller
exec timeout 7200 ${apart[@]+"${apart[@]}"} "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m \
    -Dlogback.configurationFile=logback-silent.xml -Dchaos.mounts="$mounts" \
    -cp "$built/test-classes:$built/classes:$libraries" dev.pluginlb.chaos.Chaos "$@"
