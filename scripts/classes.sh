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

# compile_to_measure NAME: the jar and the tests' classes as they are now; leaves in `java` the command that runs one of these
# classes, which finds pluginlb in the system property NAME.pluginlb. Called in the checkout's folder.
compile_to_measure() {
    local built=$PWD/controller/target
    compile_tests "$1" -DskipTests -Djacoco.skip package
    scripts/archive.sh
    # shellcheck disable=SC2034 # for whoever calls this
    java=("$JAVA_HOME/bin/java" -Djava.awt.headless=true -Dlogback.configurationFile=logback-silent.xml
        -D"$1.pluginlb=$PWD/scripts/pluginlb" -cp "$built/test-classes:$built/classes:$libraries")
}
