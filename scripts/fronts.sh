#!/usr/bin/env bash
# Three fronts as on three machines: network namespaces on one bridge, in each a pluginlb with its Nginx and the same
# settings; Redis and two stand-in nodes on this side of the bridge. Shows that all three serve the same config version,
# then cuts off, pauses and kills whoever leads, and says how long it took until another did; then lets a front that is cut off
# miss the arrival of a node, and says how long after its return all serve the same again. With --driver lua, the version is
# that of the state by which each Nginx chooses nodes. About a minute; needs root and iproute2, and removes all that it made.
# The last line is JSON; exits 1 when a goal is missed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=/dev/null
source "$root/scripts/install.sh"

readonly net=10.199.0 names=(a b c) goal_ms=3000 patience_s=30 fault_s=8
readonly here=$net.254 redis_port=16379 late_node=15013
nodes=(15011 15012)
# Names of interfaces have at most 15 characters.
readonly tag=plb$$

fail() {
    echo "fronts.sh: $*" >&2
    exit 1
}

driver=reload
[[ ${1:-} != --driver ]] || { driver=${2:-} && shift 2; }
[[ $# == 0 && $driver =~ ^(reload|lua)$ ]] || fail "expected: nothing, or --driver reload|lua"
((EUID == 0)) || fail "needs root, to make network namespaces"
has ip || fail "needs ip, of the package iproute2"
[[ -z $(ip route show "$net.0/24") ]] || fail "$net.0/24 is taken: see ip route"
install_missing
[[ -e $root/controller/target/pluginlb.jar ]] || "$root/scripts/pluginlb" --version >/dev/null

dir=$(mktemp -d)
chmod 755 "$dir"
declare -A controller=()
others=()
made=()

# Ends one that was paused, too; one that does not end in an orderly way is killed.
end() {
    local tries=0
    kill "$1" 2>/dev/null || return 0
    kill -CONT "$1" 2>/dev/null || true
    while kill -0 "$1" 2>/dev/null; do
        ((++tries < 300)) || kill -9 "$1" 2>/dev/null || return 0
        sleep 0.05
    done
}

# A program, not a function, in the background, without bash's word when it ends. Its number is in $!.
run() {
    local log=$1
    shift
    "$@" >>"$log" 2>&1 </dev/null &
    disown
}

finish() {
    local code=$? name pid
    trap - EXIT INT TERM HUP
    ((code == 0)) || tail -n 20 "$dir"/*.log >&2 || true
    for name in "${!controller[@]}"; do end "${controller[$name]}"; done
    # What a killed controller has left.
    for pid in $(cat "$dir"/*/nginx/nginx.pid 2>/dev/null); do kill "$pid" 2>/dev/null || true; done
    for pid in ${others[@]+"${others[@]}"}; do end "$pid"; done
    for name in ${made[@]+"${made[@]}"}; do ip netns del "$name" || true; done
    ip link del "$tag" 2>/dev/null || true
    rm -rf "$dir"
    exit "$code"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

ask() { redis-cli -h "$here" -p "$redis_port" "$@"; }
within() { ip netns exec "$tag-$1" "${@:2}"; }
master() { within "$1" curl -sf -m 2 http://127.0.0.1:9320/cluster/master; }
control() { within "$1" curl -sf -m 2 "http://127.0.0.1:5003/pluginlb/$2"; }
now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }

# await "what, in words" command...: until it succeeds
await() {
    local what=$1 end=$((SECONDS + patience_s))
    shift
    until "$@"; do
        ((SECONDS < end)) || fail "not within $patience_s s: $what"
        sleep 0.05
    done
}

# --- The place ------------------------------------------------------------------------------------------------------

make_network() {
    local i name
    ip link add "$tag" type bridge
    ip addr add "$here/24" dev "$tag"
    ip link set "$tag" up
    for i in "${!names[@]}"; do
        name=$tag-${names[i]}
        ip netns add "$name"
        made+=("$name")
        ip link add "$name" type veth peer name eth0 netns "$name"
        ip link set "$name" master "$tag" up
        within "${names[i]}" ip addr add "$net.$((i + 1))/24" dev eth0
        within "${names[i]}" ip link set eth0 up
        within "${names[i]}" ip link set lo up
    done
}

answers() { [[ $(ask ping 2>/dev/null) == PONG ]]; }

start_site() {
    local port
    run "$dir/redis.log" redis-server --bind "$here" --port "$redis_port" --protected-mode no --save "" --dir "$dir"
    others+=($!)
    await "Redis answers" answers
    for port in "${nodes[@]}"; do start_node "$port"; done
}

start_node() {
    run "$dir/node-$1.log" "$root/scripts/pluginlb" stand-in "--listen=$here:$1" "--advertise=$here" \
        "--redis-host=$here" "--redis-port=$redis_port" --heartbeat=1s --vote=0s
    others+=($!)
}

# Nothing that is rendered differs: what has a place of its own in each front is only the folders, which the config of the Lua
# driver names; what its fronts have in common is the state.
start_controller() {
    local name=$1
    mkdir -p "$dir/$name"
    cat >"$dir/$name/pluginlb.yaml" <<YAML
redis: { host: $here, port: $redis_port }
routing: { policy: two-tier }
nginx:
  driver: $driver
  dir: $dir/$name/nginx
  manage-process: true
  internal-listen: 127.0.0.1:5002
  public-listen: 127.0.0.1:8080
  control-listen: 127.0.0.1:5003
state-dir: $dir/$name/state
YAML
    run "$dir/$name.log" ip netns exec "$tag-$name" env \
        PLUGINLB_JAVA_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx192m" "$root/scripts/pluginlb" run --config "$dir/$name/pluginlb.yaml"
    controller[$name]=$!
}

# --- What is to be seen ---------------------------------------------------------------------------------------------

version() {
    if [[ $driver == lua ]]; then
        control "$1" state | sed -n 's/^version //p'
    else
        control "$1" version
    fi
}

leader() {
    local name
    for name in "${names[@]}"; do
        [[ $(master "$name") != *'"is_self":true'* ]] || echo "$name"
    done
}

# All serve one version, with both nodes in it, name the same leader, and exactly one takes itself for it.
agree() {
    local name lead first here_version
    lead=$(ask get pluginlb:leader)
    first=$(version "${names[0]}") || return 1
    [[ -n $lead && $(leader | wc -l) == 1 && -n $(ask get pluginlb:main) ]] || return 1
    for name in "${names[@]}"; do
        here_version=$(version "$name") && [[ $here_version == "$first" ]] || return 1
        [[ $(master "$name") == *"\"master\":{\"id\":\"$lead\""* ]] || return 1
        has_all_nodes "$name" || return 1
    done
}

has_all_nodes() {
    local port served
    served=$(served_nodes "$1") || return 1
    for port in "${nodes[@]}"; do
        [[ $served == *" $here:$port "* ]] || return 1
    done
}

served_nodes() {
    if [[ $driver == lua ]]; then
        control "$1" state | grep '^node '
    else
        grep 'server ' "$dir/$1/nginx/current/upstreams.conf"
    fi
}

another_leads() {
    local id
    id=$(ask get pluginlb:leader)
    [[ -n $id && $id != "$1" ]]
}

show_versions() {
    local name
    for name in "${names[@]}"; do
        echo "  $name serves $(version "$name")"
    done
}

cut_off() { ip link set "$tag-$1" down; }
cut_off_over() { ip link set "$tag-$1" up; }
paused() { kill -STOP "${controller[$1]}"; }
paused_over() { kill -CONT "${controller[$1]}"; }
killed() { kill -9 "${controller[$1]}"; }
killed_over() { start_controller "$1"; }

# A fault is a function that does it to a front, and one of the same name with _over that ends it. It lasts long enough for
# every time-out of the former leader.
measure() {
    local fault=$1 name id begun took
    name=$(leader)
    id=$(ask get pluginlb:leader)
    begun=$(now_ms)
    "$fault" "$name"
    await "another leads" another_leads "$id"
    took=$(($(now_ms) - begun))
    figures+=("\"${fault}_ms\": $took")
    sleep "$fault_s"
    "${fault}_over" "$name"
    begun=$(now_ms)
    await "all agree after the fault: $fault" agree
    echo "the leader, $name, is ${fault/_/ }: another led after $took ms; after its end all agreed within" \
        "$(($(now_ms) - begun)) ms"
    ((took <= goal_ms)) || missed=1
}

# A front that is cut off misses what happens meanwhile, and serves what it knew.
miss_a_node() {
    local away=$1 name begun took
    cut_off "$away"
    start_node "$late_node"
    nodes+=("$late_node")
    for name in "${names[@]}"; do
        [[ $name == "$away" ]] || await "$name serves the node that came meanwhile" has_all_nodes "$name"
    done
    ! has_all_nodes "$away" || fail "$away is cut off, and serves a node that it cannot know"
    echo "$away is cut off, and a node has come meanwhile:"
    show_versions
    cut_off_over "$away"
    begun=$(now_ms)
    await "all agree when $away is back" agree
    took=$(($(now_ms) - begun))
    figures+=("\"agree_after_cut_ms\": $took")
    echo "$away is back: all serve the same after $took ms"
}

figures=() missed=0
make_network
start_site
for name in "${names[@]}"; do start_controller "$name"; done
await "all agree" agree
echo "three fronts with equal settings, $(leader) leads"
show_versions
for fault in cut_off paused killed; do measure "$fault"; done
miss_a_node c
show_versions
printf -v line '%s, ' "${figures[@]}"
echo "{${line%, }, \"versions\": $(for name in "${names[@]}"; do version "$name"; done | sort -u | wc -l)}"
((missed == 0))
