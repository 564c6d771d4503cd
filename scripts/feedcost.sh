#!/usr/bin/env bash
# Measures what the feed of requests costs a saturated Nginx worker: the rendered config of the reload driver with and
# without it, in turns, with connections as this Nginx gets them and with kept ones; and what the Lua driver costs, feed
# and all, against the same config without the feed. About four minutes, loopback only. Throughput of a saturated worker is
# the inverse of its processor time per request, which other programs on the machine disturb less than a count of requests;
# both are printed. Exits 1 below 0.90, with the Lua driver below 0.85.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"

readonly rounds=${ROUNDS:-8} seconds=${SECONDS_EACH:-3}
readonly node=17101 front=17102 open=17103 feed=17104 own=17105 own_open=17106 admin=17107 redis=17108

install_missing
missing=() packages=()
has wrk || need "wrk, the load generator (wrk)" wrk
((${#missing[@]} == 0)) || install_packages

dir=$(mktemp -d)
chmod 755 "$dir"
pids=()
finish() {
    local pid
    for pid in $(cat "$dir"/*.pid 2>/dev/null) ${pids[@]+"${pids[@]}"}; do
        kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT

temp_paths() {
    printf '%s\n' client_body proxy fastcgi uwsgi scgi | sed "s|.*|&_temp_path $dir/temp-&;|"
}

write_node() {
    cat >"$dir/node.conf" <<END
worker_processes 1; pid $dir/node.pid; error_log $dir/node.log crit;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000000; $(temp_paths)
    server { listen 127.0.0.1:$node; location / { default_type application/json; return 200 '{"code":0,"status":"ok"}'; } } }
END
}

# write_front state port: the main file around a rendered config of that name, its doors moved to a port of its own.
write_front() {
    sed -e "s/127.0.0.1:$front/127.0.0.1:$2/" -e "s/127.0.0.1:$open/127.0.0.1:$(($2 + 1))/" \
        -e "s|$dir/control.sock|$dir/control-$1.sock|" "$dir/$1.rendered" >"$dir/$1.included"
    cat >"$dir/$1.conf" <<END
worker_processes 1; worker_rlimit_nofile 16384; pid $dir/$1.pid; error_log $dir/$1.log crit; pcre_jit on;
events { worker_connections 8192; }
http { access_log off; $(temp_paths) include $dir/$1.included; }
END
}

without_feed() {
    sed -e 's/access_log syslog[^;]*;/access_log off;/' -e '/^ *limit_req/d' -e '/^ *mirror/d' -e '/error_page 597/d'
}

kept_connections() { sed 's/^ *keepalive_timeout 0;/keepalive_timeout 75s; keepalive_requests 1000000000;/'; }

export PLUGINLB_REDIS_PORT=$redis PLUGINLB_STATS_LISTEN=127.0.0.1:$feed
write_node
nginx -p "$dir/" -c "$dir/node.conf"
redis-server --port $redis --bind 127.0.0.1 --save '' --dir "$dir" >/dev/null &
pids+=($!)
echo "{\"nodes\":[{\"id\":\"n1\",\"address\":\"127.0.0.1:$node\"}]}" >"$dir/snapshot.json"
PLUGINLB_NGINX_DRIVER=reload PLUGINLB_ROUTING_POLICY=least-conn \
    PLUGINLB_NGINX_INTERNAL_LISTEN=127.0.0.1:$front PLUGINLB_NGINX_PUBLIC_LISTEN=127.0.0.1:$open \
    PLUGINLB_NGINX_CONTROL_LISTEN="unix:$dir/control.sock" \
    "$root/scripts/pluginlb" render --snapshot "$dir/snapshot.json" >"$dir/closed-on.rendered"
without_feed <"$dir/closed-on.rendered" >"$dir/closed-off.rendered"
kept_connections <"$dir/closed-on.rendered" >"$dir/kept-on.rendered"
kept_connections <"$dir/closed-off.rendered" >"$dir/kept-off.rendered"

# The controller itself takes the lines, as it does in use; its own Nginx is the one with the Lua driver.
redis-cli -p $redis hset cluster:status n1 "{\"address\":\"127.0.0.1:$node\",\"last_ping_at\":$(date +%s)}" >/dev/null
PLUGINLB_NGINX_DRIVER=lua PLUGINLB_NGINX_MANAGE_PROCESS=true PLUGINLB_NGINX_DIR=$dir/own PLUGINLB_STATE_DIR=$dir/state PLUGINLB_NGINX_INTERNAL_LISTEN=127.0.0.1:$own \
    PLUGINLB_NGINX_PUBLIC_LISTEN=127.0.0.1:$own_open PLUGINLB_ADMIN_LISTEN=127.0.0.1:$admin \
    "$root/scripts/pluginlb" run >"$dir/run.log" 2>&1 &
pids+=($!)
until curl -sf "http://127.0.0.1:$admin/readyz" >/dev/null; do sleep 0.2; done
ln -s own/nginx.pid "$dir/lua.pid"

# start_front state port
start_front() {
    write_front "$1" "$2"
    nginx -p "$dir/" -c "$dir/$1.conf"
}

stop_front() {
    kill "$(cat "$dir/$1.pid")"
    while [[ -e $dir/$1.pid ]]; do sleep 0.1; done
}

# measure state port: prints requests a second and microseconds of the worker's processor time for each. The first
# seconds, in which the feed may still tell of every request, do not count.
measure() {
    local worker before after requests
    worker=$(ps -o pid= --ppid "$(cat "$dir/$1.pid")" | tr -d ' ')
    load 2 "$2" >/dev/null
    before=$(ticks "$worker")
    requests=$(load "$seconds" "$2")
    after=$(ticks "$worker")
    awk -v r="$requests" -v t="$((after - before))" -v s="$seconds" -v hz="$(getconf CLK_TCK)" \
        'BEGIN { printf "%d %.2f\n", r / s, t * 1e6 / hz / r }'
}

load() {
    wrk -t1 -c50 -d"$1s" -s "$dir/call.lua" "http://127.0.0.1:$2/plugin/t1/dispatch/tool/invoke" \
        | awk '/requests in/ { print $1 }'
}

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

median() { sort -g | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

cat >"$dir/call.lua" <<'END'
wrk.method = "POST"
wrk.body = '{"data":{}}'
wrk.headers["X-Plugin-ID"] = "langgenius/openai"
END

# report kind state goal: the medians, and the ratio of neighbours in time, since the machine's own speed comes and goes.
report() {
    local state ratio
    for state in off "$2"; do
        printf '%-8s %-10s %14s %22s\n' "$1" "$state" "$(awk '{ print $1 }' "$dir/$1-$state.figures" | median)" \
            "$(awk '{ print $2 }' "$dir/$1-$state.figures" | median)"
    done
    ratio=$(paste "$dir/$1-off.figures" "$dir/$1-$2.figures" | awk '{ printf "%.3f\n", $2 / $4 }' | median)
    printf '%-8s throughput %s: %s of that without the feed (goal %s)\n' "$1" "$2" "$ratio" "$3"
    awk -v r="$ratio" -v goal="$3" 'BEGIN { exit !(r < goal) }' && verdict=1
    return 0
}

verdict=0
printf '%-8s %-10s %14s %22s\n' client feed requests/s "worker µs per request"
for kind in closed kept; do
    start_front "$kind-off" 17111
    start_front "$kind-on" 17121
    sleep 0.5
    for ((round = 0; round < rounds; round++)); do
        measure "$kind-off" 17111 >>"$dir/$kind-off.figures"
        measure "$kind-on" 17121 >>"$dir/$kind-on.figures"
        [[ $kind == kept ]] || measure lua $own >>"$dir/$kind-lua.figures"
    done
    stop_front "$kind-off"
    stop_front "$kind-on"
    report "$kind" on 0.90
    [[ $kind == kept ]] || report "$kind" lua 0.85
done
exit "$verdict"
