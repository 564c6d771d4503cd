#!/usr/bin/env bash
# Fuzzes with Jazzer what others write: lines of the feed, values in Redis, metrics of nodes and how they answer, configuration
# files, the files of the state, requests to the admin API, answers to the commands, states told to the Lua code, access logs to
# be simulated: scripts/fuzz.sh [seconds for each] [fuzzer].
# What fails is written to controller/target/fuzz; put it into controller/src/test/resources/fuzz, where every build
# tries it again. The long form of HostileTrafficTest is mvn test -Dtest=HostileTrafficTest -Dhostile.requests=1000000.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
# shellcheck source=/dev/null
source "$root/scripts/classes.sh"
seconds=${1:-60}
readonly all=(feed registry metrics answer config document request reply state log)
fuzzers=("${2:-${all[@]}}")

if ! choose_java javac || ! has mvn; then
    echo "scripts/fuzz.sh: no fit JDK and Maven; scripts/install.sh installs them" >&2
    exit 1
fi
cd "$root"
compile_tests fuzz -Pfuzz test-compile
cd controller
built=$PWD/target

class_of() {
    case $1 in
        feed) echo dev.pluginlb.accesslog.FeedFuzzer ;;
        registry) echo dev.pluginlb.redis.RegistryFuzzer ;;
        metrics) echo dev.pluginlb.probe.MetricsFuzzer ;;
        answer) echo dev.pluginlb.exchange.AnswerFuzzer ;;
        config) echo dev.pluginlb.config.ConfigFuzzer ;;
        document) echo dev.pluginlb.store.DocumentFuzzer ;;
        request) echo dev.pluginlb.admin.RequestFuzzer ;;
        reply) echo dev.pluginlb.cli.ReplyFuzzer ;;
        log) echo dev.pluginlb.simulate.LogFuzzer ;;
        state) echo dev.pluginlb.lua.StateTextFuzzer ;;
        *) echo "scripts/fuzz.sh: $1 (expected: ${all[*]})" >&2; exit 1 ;;
    esac
}

# A small heap, so that whatever grows without bound is found. The first input waits for what is started, too: on a busy machine that
# takes more than the 20 s that an endless loop would be known by. Redis is reached by design, which Jazzer would report.
for fuzzer in "${fuzzers[@]}"; do
    class=$(class_of "$fuzzer")
    echo "scripts/fuzz.sh: $fuzzer, for $seconds s"
    mkdir -p "$built/fuzz/$fuzzer"
    "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -Dlogback.configurationFile=logback-silent.xml \
        -cp "$built/test-classes:$built/classes:$libraries" com.code_intelligence.jazzer.Jazzer \
        --target_class="$class" '--instrumentation_includes=dev.pluginlb.**' \
        '--custom_hook_includes=dev.pluginlb.**' \
        --disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery \
        --reproducer_path="$built/fuzz" \
        -artifact_prefix="$built/fuzz/$fuzzer-" -max_total_time="$seconds" -max_len=20000 -timeout=60 -rss_limit_mb=2000 \
        "$built/fuzz/$fuzzer" "src/test/resources/fuzz/$fuzzer" </dev/null
done
