#!/usr/bin/env bash
# Measures on this machine, on loopback, what pluginlb promises: nodes join, leave, die, hang and restart under
# 200 POST/s and 50 streams, reloads every half second, 100 changes in 10 s; with --driver lua, 120 joins of nodes that are
# up already. Takes two to four minutes, prints a table and, as the last line, JSON; exits 1 when a goal is missed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"

install_missing
exec timeout 420 "$root/scripts/pluginlb" churn "$@"
