#!/usr/bin/env bash
# Makes docs/images/dashboard-*.png: the dashboard before a demo cluster under load, wide and narrow, light and dark, and before a
# thousand nodes that are only played. About a minute after the build; loopback only, nothing else stays. With arguments, FOLDER WIDTH...,
# both at those widths in both schemes, to be looked at, and rarer situations.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

readonly warm_s=25

with_browser=yes install_missing
cd "$root"
scratch=$(mktemp -d)
built=$root/controller/target
demo=

cleanup() {
    if [[ -n $demo ]]; then
        kill "$demo" 2>/dev/null || true
        wait "$demo" 2>/dev/null || true
    fi
    rm -rf "$scratch"
}
trap cleanup EXIT

compile_tests screenshots -DskipTests -Djacoco.skip package
"$JAVA_HOME/bin/java" -jar "$built/pluginlb.jar" demo --nodes 4 >"$scratch/demo.log" 2>&1 &
demo=$!
admin=
for ((left = 300; left > 0; left--)); do
    admin=$(sed -n 's/^ *admin *\(http:[^ ]*\)$/\1/p' "$scratch/demo.log")
    [[ -z $admin ]] || break
    kill -0 "$demo" 2>/dev/null || break
    sleep 0.1
done
if [[ -z $admin ]]; then
    echo "screenshots.sh: the demo did not start: $(tail -n 5 "$scratch/demo.log")" >&2
    exit 1
fi
# So long until there is something to be seen.
sleep "$warm_s"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Dlogback.configurationFile=logback-silent.xml \
    -cp "$built/test-classes:$built/classes:$libraries" dev.pluginlb.bench.Screenshots "$admin" "${@:-$root/docs/images}"
