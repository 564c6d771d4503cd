#!/usr/bin/env bash
# Builds the package, installs it on this machine, runs what was installed as its user, removes and purges it, and sees
# that nothing is left. As root, on Debian or Ubuntu, without pluginlb installed; no system service is started or stopped.
# By an ordinary user it only builds the package and looks into it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/install.sh
source "$root/scripts/install.sh"

readonly left_behind=(
    /usr/bin/pluginlb /usr/share/pluginlb /etc/pluginlb /var/lib/pluginlb /var/cache/pluginlb /usr/share/doc/pluginlb
    /usr/lib/systemd/system/pluginlb.service /usr/lib/systemd/system/pluginlb-nginx.service
)

fail() {
    echo "package-test.sh: $*" >&2
    [[ ! -e ${scratch:-}/run.log ]] || tail -n 30 "$scratch/run.log" "$scratch/status" >&2
    exit 1
}

step() { echo "package-test.sh: $*" >&2; }

# await SECONDS command...: until it succeeds.
await() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || fail "not in time: $*"
        sleep 0.1
    done
}

free_port() {
    local port
    for port in $(shuf -i 20000-29999 -n 50); do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

# To be called in the background, so that the process's id is that of what runs.
as_service() {
    exec setpriv --reuid pluginlb --regid pluginlb --clear-groups --no-new-privs env HOME=/nonexistent "$@"
}

is_well() { pluginlb status >"$scratch/status" 2>&1; }

is_silent() { ! pluginlb status >/dev/null 2>&1; }

look_into() {
    local listed
    listed=$(dpkg-deb --contents "$package")
    local path
    for path in usr/bin/pluginlb usr/share/pluginlb/pluginlb.jar usr/lib/systemd/system/pluginlb.service \
        usr/lib/systemd/system/pluginlb-nginx.service etc/pluginlb/pluginlb.yaml usr/share/man/man1/pluginlb.1.gz \
        usr/share/doc/pluginlb/pluginlb.cdx.json usr/share/doc/pluginlb/README.md usr/share/doc/pluginlb/docs/runbook.md usr/share/bash-completion/completions/pluginlb; do
        [[ $listed == *" ./$path"* ]] || fail "$package: no $path in it"
    done
}

clean_up() {
    local pid
    for pid in ${nginx:-} ${controller:-} ${node:-} ${redis:-}; do
        kill "$pid" 2>/dev/null || true
    done
    wait
    dpkg --purge pluginlb >/dev/null 2>&1 || true
    rm -rf "$scratch"
}

settings() {
    cat >"$scratch/pluginlb.yaml" <<END
redis: { port: $redis_port }
nginx: { internal-listen: "127.0.0.1:$(free_port)", public-listen: "127.0.0.1:$(free_port)" }
stats: { listen: "127.0.0.1:$(free_port)" }
admin: { listen: "127.0.0.1:$admin_port" }
END
    install -m 640 -g pluginlb "$scratch/pluginlb.yaml" /etc/pluginlb/pluginlb.yaml
}

install_it() {
    dpkg --install "$package" >"$scratch/dpkg.log" 2>&1 || { cat "$scratch/dpkg.log" >&2; fail "it cannot be installed"; }
    [[ $(stat -c '%U %a' /var/lib/pluginlb) == "pluginlb 750" ]] || fail "/var/lib/pluginlb: $(stat -c '%U %a' /var/lib/pluginlb)"
    [[ $(stat -c '%G %a' /etc/pluginlb/pluginlb.yaml) == "pluginlb 640" ]] || fail "/etc/pluginlb/pluginlb.yaml: wrong rights"
    [[ -e /var/cache/pluginlb/pluginlb.jsa ]] || fail "no archive of classes was made: $(cat "$scratch/dpkg.log")"
    ! has systemd-analyze || systemd-analyze verify --man=no pluginlb.service pluginlb-nginx.service
}

# As the units do it, by hand: systemd may not run here.
run_it() {
    as_service pluginlb stand-in "--redis-port=$redis_port" --heartbeat=500ms >"$scratch/node.log" 2>&1 &
    node=$!
    as_service pluginlb run >"$scratch/run.log" 2>&1 &
    controller=$!
    await 60 test -e /var/lib/pluginlb/nginx/nginx.conf
    await 60 test -e /var/lib/pluginlb/nginx/current
    as_service nginx -p /var/lib/pluginlb/nginx/ -c /var/lib/pluginlb/nginx/nginx.conf -g 'daemon off;' >"$scratch/nginx.log" 2>&1 &
    nginx=$!
    await 60 is_well
    curl -fsS "http://127.0.0.1:$admin_port/healthz" >/dev/null
    [[ $(stat -c %U "/proc/$nginx") == pluginlb ]] || fail "Nginx runs as $(stat -c %U "/proc/$nginx") (expected: pluginlb)"
    pluginlb reload
}

stop_it() {
    local code=0
    kill -TERM "$controller"
    wait "$controller" || code=$?
    ((code == 143)) || fail "SIGTERM ended the controller with $code (expected: 143)"
    kill -0 "$nginx" || fail "Nginx has ended with the controller (expected: it goes on)"
    kill "$node"
    kill -QUIT "$nginx"
    wait "$nginx" || fail "SIGQUIT ended Nginx with $?"
    is_silent || fail "somebody still answers at $PLUGINLB_ADMIN"
}

purge_it() {
    local path
    dpkg --remove pluginlb >>"$scratch/dpkg.log" 2>&1
    [[ -e /etc/pluginlb/pluginlb.yaml && -d /var/lib/pluginlb ]] || fail "removed: settings and state are gone (expected: kept)"
    echo secret >/etc/pluginlb/redis.password
    dpkg --purge pluginlb >>"$scratch/dpkg.log" 2>&1 || { cat "$scratch/dpkg.log" >&2; fail "it cannot be purged"; }
    for path in "${left_behind[@]}"; do
        [[ ! -e $path ]] || fail "left behind: $path"
    done
    ! getent passwd pluginlb >/dev/null || fail "left behind: the user pluginlb"
}

package=$("$root/scripts/package.sh")
look_into
if ((EUID != 0)); then
    step "not root, so $package was built and looked into, but not installed"
    exit 0
fi
if dpkg-query -W -f '${Status}' pluginlb 2>/dev/null | grep -q 'ok installed'; then
    step "pluginlb is installed here already, and stays; $package was built and looked into only"
    exit 0
fi
scratch=$(mktemp -d)
trap clean_up EXIT
redis_port=$(free_port) admin_port=$(free_port)
export PLUGINLB_ADMIN=http://127.0.0.1:$admin_port
redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --dir "$scratch" >"$scratch/redis.log" 2>&1 &
redis=$!
step "installing"
install_it
settings
step "running it as its user"
run_it
step "stopping it"
stop_it
step "removing and purging it"
purge_it
step "all is well"
