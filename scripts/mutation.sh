#!/usr/bin/env bash
# Mutates the pure core and tells which mutants its tests let live (PIT); the report is in controller/target/pit-reports.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"
install_missing
cd "$root"
exec mvn -B -ntp -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage "$@" </dev/null
