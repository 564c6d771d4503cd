# shellcheck shell=bash
# Which Java pluginlb is run with, and how: for bash scripts that source it. The package has it, too.

readonly java_min=17

# Small heap and no second compiler: RATIONALE tells what each is for.
readonly daemon_options=(
    -Xms20m -Xmx160m -XX:MinHeapFreeRatio=50 -XX:MaxHeapFreeRatio=70
    -XX:NewSize=8m -XX:MaxNewSize=48m -XX:NewRatio=1 -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90
    -Xss512k -XX:MetaspaceSize=64m -XX:ReservedCodeCacheSize=48m -XX:+ExitOnOutOfMemoryError
)

# at_least 3.8.7 3.8: compares major and minor.
at_least() {
    local number='^([0-9]+)(\.([0-9]+))?' have
    [[ $1 =~ $number ]] || return 1
    have=$((10#${BASH_REMATCH[1]} * 1000 + 10#${BASH_REMATCH[3]:-0}))
    [[ $2 =~ $number ]] || return 1
    ((have >= 10#${BASH_REMATCH[1]} * 1000 + 10#${BASH_REMATCH[3]:-0}))
}

# Leaves in REPLY the version of the Java in $1. Every JDK names it in a file; reading it spares the start of a JVM.
java_version() {
    local line
    if [[ -r $1/release ]]; then
        while IFS= read -r line; do
            if [[ $line == JAVA_VERSION=* ]]; then
                REPLY=${line#*=}
                REPLY=${REPLY//\"/}
                return
            fi
        done <"$1/release"
    fi
    REPLY=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p') || REPLY=
}

# is_fit HOME PROGRAM: whether that Java is new enough, and has that program.
is_fit() {
    [[ -x $1/bin/$2 ]] || return 1
    java_version "$1"
    at_least "$REPLY" "$java_min"
}

# Exports the JAVA_HOME of the first Java that has $1 (java or javac) and is new enough: of what the user chose, what is on
# the PATH, then 17, the version the project is written for. Takes one process at most, since every command waits for it.
choose_java() {
    local home
    if [[ -n ${JAVA_HOME:-} ]] && is_fit "$JAVA_HOME" "$1"; then
        export JAVA_HOME
        return
    fi
    if hash "$1" 2>/dev/null; then
        home=$(readlink -f "${BASH_CMDS[$1]}")
        set -- "$1" "${home%/bin/*}"
    fi
    for home in "${@:2}" /usr/lib/jvm/*-17-* /usr/lib/jvm/*; do
        if is_fit "$home" "$1"; then
            export JAVA_HOME=$home
            return
        fi
    done
    return 1
}

# A small daemon, and commands that ask it and end: without the second compiler, the parallel collector and the heap of a
# large server. What the user chose (PLUGINLB_JAVA_OPTS) comes later and counts; but the JVM refuses two collectors.
jvm_options() {
    local jar=$1 archive=$2 argument own=(-XX:TieredStopAtLevel=1 -XX:-UsePerfData)
    shift 2
    [[ ${PLUGINLB_JAVA_OPTS:-} == *GC* ]] || own+=(-XX:+UseSerialGC)
    for argument in "$@"; do
        if [[ $argument == run ]]; then
            own+=("${daemon_options[@]}")
            export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
        fi
        # What its stand-ins and its load take is not ours to know.
        [[ $argument != demo ]] || own=()
    done
    # One that does not fit, whatever the reason, is passed over by the JVM, which would say so among what we print.
    [[ ! $archive -nt $jar ]] || own+=(-Xshare:auto -XX:SharedArchiveFile="$archive" -Xlog:cds=off)
    read -r -a options <<<"${PLUGINLB_JAVA_OPTS:-}"
    options=(${own[@]+"${own[@]}"} ${options[@]+"${options[@]}"})
}

# run_jar JAR ARCHIVE argument...: becomes pluginlb. Not with -jar: that opens the jar, whose eleven thousand names take their time, and
# of which nothing is needed where all classes are in the archive.
run_jar() {
    local jar=$1
    jvm_options "$@"
    shift 2
    exec "$JAVA_HOME/bin/java" ${options[@]+"${options[@]}"} -cp "$jar" dev.pluginlb.Main "$@"
}

# make_archive CLASSES JAR ARCHIVE: an archive of the classes that a list names, ready for this Java; in one step, since a
# start may look for it just now. Fails, with the JVM's words, where the JVM makes none.
make_archive() {
    local made=$3.$$
    if ! "$JAVA_HOME/bin/java" -Xshare:dump -XX:SharedClassListFile="$1" -XX:SharedArchiveFile="$made" -cp "$2" \
        >"$made.log" 2>&1; then
        tail -n 1 "$made.log" >&2
        rm -f "$made" "$made.log" "$3"
        return 1
    fi
    rm -f "$made.log"
    mv -f "$made" "$3"
}
