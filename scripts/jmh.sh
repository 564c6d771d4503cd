#!/usr/bin/env bash
# Measures with JMH and prints operations per second. Takes JMH's own arguments, such as a regular expression that
# chooses benchmarks (scripts/jmh.sh EndpointStats); --short proves only that they run: 1 fork, 1 warm-up and 1
# measurement of 1 s each.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"

lengths=(-f 2 -wi 3 -w 2s -i 5 -r 2s)
if [[ ${1:-} == --short ]]; then
    shift
    lengths=(-f 1 -wi 1 -w 1s -i 1 -r 1s)
fi

if ! choose_java javac || ! has mvn; then
    echo "scripts/jmh.sh: no fit JDK and Maven; scripts/install.sh installs them" >&2
    exit 1
fi
cd "$root"
compile_tests jmh -Pjmh test-compile
built=$root/controller/target/jmh
exec "$JAVA_HOME/bin/java" -cp "$built/test-classes:$built/classes:$libraries" \
    org.openjdk.jmh.Main "${lengths[@]}" "$@"
