#!/usr/bin/env bash
# Formats every Java file the way the build's gate wants it.
set -euo pipefail
cd "$(dirname "$0")/.."
exec mvn -q -B spotless:apply
