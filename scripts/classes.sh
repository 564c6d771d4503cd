#!/usr/bin/env bash
# Sourced by scripts that run the tests' classes; install.sh must have found a JDK and Maven before.

# compile_tests NAME MVN_ARGUMENT...: runs Maven with these arguments (a goal that compiles the tests, and what it needs), and
# leaves in `libraries` the class path of what they depend on, without the classes themselves. Files go to
# controller/target/NAME. Called in the checkout's folder.
compile_tests() {
    local file=$PWD/controller/target/$1/classpath
    shift
    mkdir -p "${file%/*}"
    mvn -q -B -ntp -pl controller -Dspotless.check.skip "$@" dependency:build-classpath \
        -Dmdep.outputFile="$file" -Dmdep.includeScope=test </dev/null
    libraries=$(cat "$file")
}
