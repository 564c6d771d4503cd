#!/usr/bin/env bash
# Sees to it that the programs pluginlb is built, tested and shown with are on this machine. Quick and silent when they are.
# Run it, or source it and call install_missing (with what tests need if with_tests is set, a browser if with_browser is) or
# choose_java (only picks a JDK or JRE, installs nothing).
set -euo pipefail

readonly installer=${BASH_SOURCE[0]}
readonly maven_min=3.6
# The newest JDK the build's compiler plugins were tried with.
readonly java_tried=25
readonly policy=/usr/sbin/policy-rc.d
# What only the tests need, and a browser, which is large: not empty where they are wanted.
with_tests=${with_tests:-}
with_browser=${with_browser:-}

# shellcheck source=scripts/java.sh
source "$(dirname "$installer")/java.sh"

# Debian keeps nginx in /usr/sbin, which is not on an ordinary user's PATH.
export PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s: %s\n' "${installer##*/}" "$*" >&2; }

has() { command -v "$1" >/dev/null 2>&1; }

# --- What is here ---------------------------------------------------------------------------------------------------

# Asking mvn itself starts a JVM; the name of its core library, or dpkg, tells the same at once.
maven_version() {
    local home jar
    home=$(readlink -f "$(command -v mvn)")
    home=${home%/bin/*}
    for jar in "$home"/lib/maven-core-[0-9]*.[0-9]*.jar; do
        [[ -e $jar ]] || continue
        jar=${jar##*/maven-core-}
        echo "${jar%.jar}"
        return
    done
    if [[ $home == /usr/share/maven ]] && dpkg-query -W -f '${Version}\n' maven 2>/dev/null; then
        return
    fi
    mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p'
}

# A module may be a file in nginx's module folder ($1) or built in, which its build options ($2, a pattern) tell.
nginx_has() {
    local options modules=/usr/lib/nginx/modules
    options=$(nginx -V 2>&1) || return 1
    [[ ! "$options " =~ $2 ]] || return 0
    [[ ! $options =~ --modules-path=([^ ]+) ]] || modules=${BASH_REMATCH[1]}
    [[ -e $modules/$1 ]]
}

# need "what, in words" package[|package where the first does not exist]
need() {
    missing+=("$1")
    packages+=("$2")
}

need_maven() {
    local version
    if ! has mvn; then
        need "Maven $maven_min or newer (mvn)" maven
        return
    fi
    version=$(maven_version)
    # Without a Java an unusual Maven cannot tell its version: the build's own check then decides.
    if [[ -n $version ]] && ! at_least "$version" "$maven_min"; then
        need "Maven $maven_min or newer ($(command -v mvn) is ${version%%-*})" maven
    fi
}

# Fills missing and packages, and leaves JAVA_HOME on a fit JDK if there is one.
find_missing() {
    missing=() packages=()
    choose_java javac || need "JDK $java_min or newer (javac)" "openjdk-$java_min-jdk-headless|default-jdk-headless"
    need_maven
    has nginx || need "Nginx (nginx)" nginx
    nginx_has ngx_http_lua_module.so '--add-module=[^ ]*(lua-nginx-module|ngx_lua)' \
        || need "Nginx's Lua module (ngx_http_lua_module)" libnginx-mod-http-lua
    nginx_has ngx_stream_module.so '--with-stream ' \
        || need "Nginx's stream module (ngx_stream_module)" libnginx-mod-stream
    has redis-server || need "Redis (redis-server)" redis-server
    has curl || need "curl (curl)" curl
    if [[ -n $with_tests ]]; then
        has openssl || need "openssl, which makes certificates for tests" openssl
        has_faketime || need "libfaketime, by which tests set the clock of a process" libfaketime
        { has prometheus && has promtool; } || need "Prometheus with its checks (prometheus, promtool)" prometheus
        # Its programs check the units and tell it how a service is. That the package is there starts nothing.
        { has systemd-analyze && has systemd-notify; } || need "systemd's programs (systemd-analyze, systemd-notify)" systemd
    fi
    if [[ -n $with_browser ]]; then
        has chromium || need "Chromium (chromium), in which the dashboard is tested" chromium
        has chromedriver || need "its driver (chromedriver)" chromium-driver
    fi
}

has_faketime() { compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null; }

is_debian() {
    local ids
    # shellcheck source=/dev/null
    ids=$(source /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}") || return 1
    [[ " $ids " =~ \ (debian|ubuntu)\  ]] && has apt-get
}

report_missing() {
    local i
    say "$1. Missing here:"
    for i in "${!missing[@]}"; do
        if is_debian; then
            printf '  %-52s package %s\n' "${missing[i]}" "${packages[i]//|/ or }" >&2
        else
            printf '  %-52s on Debian: %s\n' "${missing[i]}" "${packages[i]//|/ or }" >&2
        fi
    done
}

# --- Installing, as root --------------------------------------------------------------------------------------------

# The first of a|b that this release of Debian or Ubuntu has.
available() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "${1%%|*}"
}

has_service() { [[ -e /etc/init.d/$1 || -e /lib/systemd/system/$1.service ]]; }

# Debian starts a service as soon as its package is configured, and at every boot. We need the programs only, and an
# nginx on port 80 or a redis on 6379 could meet what the machine already runs. policy-rc.d is Debian's way to forbid
# starts; a machine that has one of its own (a container image) keeps it.
forbid_starts() {
    [[ ! -e $policy ]] || return 0
    trap 'rm -f "$policy"' EXIT
    # With a trap bash ends only after the apt-get under way has, so that the ban outlasts it.
    trap 'exit 1' INT TERM HUP
    printf '#!/bin/sh\n# Temporary: pluginlb installs packages. If no apt-get runs, remove this file.\nexit 101\n' >"$policy"
    chmod 755 "$policy"
}

# Tried again, because a fresh machine is often updating itself and this lock cannot be waited for. A failure is let
# pass: a broken third-party list need not matter to us, and if it does the install says so.
update_lists() {
    local try
    for try in 1 2 3 4; do
        ! apt-get update || return 0
        ((try == 4)) || sleep 5
    done
}

install_as_root() {
    local service new_services=() names=() name failed=0
    # Frontend: no questions. Needrestart (Ubuntu): what else runs on this machine is not ours to restart.
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
    for service in nginx redis-server haproxy prometheus; do
        has_service "$service" || new_services+=("$service")
    done
    forbid_starts
    # Images stripped of manual pages (debian:*-slim) lack the folder that the JDK's package links into, and it fails.
    mkdir -p /usr/share/man/man1
    update_lists
    for name in "$@"; do
        names+=("$(available "$name")")
    done
    # Wait for the lock of an update under way; never remove what is installed to make room.
    apt-get install -y --no-install-recommends --no-remove -o DPkg::Lock::Timeout=300 "${names[@]}" || failed=1
    for service in ${new_services[@]+"${new_services[@]}"}; do
        # policy-rc.d forbade today's start only; the next boot's is forbidden here, for systemd and init scripts alike.
        ! has_service "$service" || update-rc.d "$service" disable
    done
    return $failed
}

# --- Installing -----------------------------------------------------------------------------------------------------

# A person at a terminal may be asked for a password; a program never is.
may_be_root() {
    ((EUID != 0)) || return 0
    has sudo || return 1
    ! sudo -n true 2>/dev/null || return 0
    [[ -t 0 && -t 2 && -z ${CI:-} ]] && sudo -v
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

install_packages() {
    local log failed=0 why
    printf -v why '%s, ' "${missing[@]}"
    say "installing with apt-get, since this machine lacks ${why%, }: ${packages[*]//|/ or }"
    log=$(mktemp)
    # bash by name: the checkout may lie where nothing may be executed.
    as_root bash "$installer" --as-root "${packages[@]}" >"$log" 2>&1 </dev/null || failed=1
    ((failed == 0)) || tail -n 60 "$log" >&2
    rm -f "$log"
    hash -r
    return $failed
}

warn_of_untried_java() {
    local version
    java_version "$JAVA_HOME"
    version=$REPLY
    if at_least "$version" $((java_tried + 1)); then
        say "note: JDK $version is newer than $java_tried, the newest the build was tried with; 17 is the safe one"
    fi
}

install_missing() {
    local failure="what this release's packages bring does not suffice" by_hand=""
    find_missing
    if ((${#missing[@]} > 0)); then
        if ! is_debian; then
            failure="installs on Debian and Ubuntu only"
        elif ! may_be_root; then
            failure="may not install: neither root nor a user whom sudo lets without a password"
            by_hand="By hand, as root: apt-get install --no-install-recommends ${packages[*]%%|*}"
        else
            install_packages || failure="the installation failed, its last words are above"
            find_missing
        fi
    fi
    if ((${#missing[@]} > 0)); then
        report_missing "$failure"
        [[ -z $by_hand ]] || echo "$by_hand" >&2
        return 1
    fi
    warn_of_untried_java
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    if [[ ${1:-} == --as-root ]]; then
        shift
        install_as_root "$@"
    else
        install_missing
    fi
fi
