#!/usr/bin/env bash
# Installs what is missing, then builds and runs every test and gate, and last installs and purges the package, if that can be
# done here. What it is given goes to Maven instead (scripts/test.sh -Dtest=AddressTest -Dsurefire.failIfNoSpecifiedTests=false).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"

# By trap, so that a failed run tells its time too.
trap 'echo "scripts/test.sh: $SECONDS s in all"' EXIT
with_tests=yes with_browser=yes install_missing
cd "$root"
# -ntp: a fresh machine downloads hundreds of files; their progress would bury the outcome.
mvn -B -ntp verify "$@" </dev/null
if (($# == 0)) && command -v dpkg-deb >/dev/null; then
    scripts/package-test.sh
fi
