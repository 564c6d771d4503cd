-- The hooks of the Lua driver: Nginx calls `access` before a request is forwarded, `balance` for each try to forward it,
-- and `log` when it has ended. What a request holds meanwhile is its lease: a place in the count of one node.
--
-- Nothing here can fail a request: what goes wrong in the choice is counted, and the next node in turn takes it.

local folder = debug.getinfo(1, "S").source:match("^@(.*/)")

local function load(name)
    local loaded = package.loaded["pluginlb." .. name]
    if not loaded then
        loaded = assert(loadfile(folder .. name .. ".lua"))(load)
        package.loaded["pluginlb." .. name] = loaded
    end
    return loaded
end

local balancer = require "ngx.balancer"
local base = require "resty.core.base"
local ffi = require "ffi"
local choice = load "choice"
local counts = load "counts"
local health = load "health"
local pools = load "pools"
local queue = load "queue"
local state = load "state"

local M = {control = load "control"}

-- What requests hold, by the address of Nginx's request, which stays the same through internal redirects (ngx.ctx does
-- not). An address is used again only when its request is gone, so a lease found under it is from that one: it is ended.
local leases = {}

local WEAK = {__mode = "v"}
local COLLECT = 5 -- seconds between two looks for requests that ended unseen
local collected_at = 0

-- How many were placed, by class (with one number for both, the turns of one would depend on the other), or simply.
local short_turn, long_turn, simple_turn = 0, 0, 0
local arrival = {} -- the one that is being placed

local MORE_TRIES = 2

local function request_id()
    return tonumber(ffi.cast("uintptr_t", base.get_request()))
end

-- Whether a request is long: as known of its endpoint, else as usual for its route.
local function is_long(current, lease)
    local var = ngx.var
    local known = current.classes[var.pluginlb_endpoint]
    if known == nil and current.has_paths then
        known = current.classes[var.uri]
    end
    if known == nil then
        known = lease.usually_long
    end
    if known ~= lease.long then
        var.dify_plugin_daemon_class = known and "long" or "short"
    end
    return known
end

local function take(lease, node)
    lease.node = node
    if node.learns then
        ngx.var.pluginlb_before = node.in_flight
    end
    counts.add(node, lease.long, 1)
end

local function give_back(lease)
    local node = lease.node
    if node then
        lease.node = nil
        counts.add(node, lease.long, -1)
        queue.freed()
    end
end

local function open(id, current)
    if leases[id] then
        give_back(leases[id])
    end
    local usual = ngx.var.dify_plugin_daemon_class == "long"
    local lease = {usually_long = usual, long = usual, sent = false}
    lease.long = is_long(current, lease)
    leases[id] = lease
    return lease
end

-- In a location that is not ours, under somebody else's log_by_lua, nobody tells us the end of a request. What hangs on its
-- context is garbage then, and found to be gone.
local function watch(lease, name)
    local alive = {}
    ngx.ctx.pluginlb = alive
    lease.name, lease.alive = name, setmetatable({alive}, WEAK)
end

-- The lease of a request in a location that is not ours; whether it is that of another one, which ended unseen, says its
-- name.
local function foreign(id, lease, current)
    local name = ngx.var.connection .. "-" .. ngx.var.connection_requests
    if not lease or lease.name ~= name then
        lease = open(id, current)
    end
    watch(lease, name)
    return lease
end

local function next_turn(long)
    if long then
        long_turn = long_turn + 1
        return long_turn
    end
    short_turn = short_turn + 1
    return short_turn
end

-- After a 404: those of the nodes that run the request's plugin, as far as that is known; else all of them. The header may
-- go on with a version (author/name:1.0.0@...).
local function that_run_it(current, nodes)
    local plugin = (ngx.var.pluginlb_plugin_header or ""):match("^[^:]*")
    local runs = current.runs[plugin]
    if not runs then
        return nodes
    end
    local chosen = {main = 0}
    for place, node in ipairs(nodes) do
        if runs[node.address] then
            chosen[#chosen + 1] = node
            chosen.main = place == nodes.main and #chosen or chosen.main
        end
    end
    return #chosen > 0 and chosen or nodes
end

-- The node for a lease, or nil while it has to wait.
local function choose(current, lease, waited)
    arrival.long, arrival.waited, arrival.turn = lease.long, waited, next_turn(lease.long)
    local nodes = health.available(current, lease)
    if lease.missing then
        nodes = that_run_it(current, nodes)
    end
    local pooled = current.pools and pools.choose(current.pools, arrival, nodes)
    if pooled then
        return pooled
    end
    local place = current.place(arrival, nodes, current.rule)
    return place and nodes[place]
end

-- The try before this one is over: the node could not be reached, or it answered 404 and another one is asked.
local function next_try(current, lease)
    local outcome = balancer.get_last_failure() and "gone" or "missing"
    health.ended(current, lease.node, outcome)
    lease.missing = lease.missing or outcome == "missing"
    lease.gone = (lease.gone or 0) + (outcome == "gone" and 1 or 0)
    lease.tried = lease.tried or {}
    lease.tried[lease.node.address] = true
    give_back(lease)
end

local function set_peer(node)
    local ok, why = balancer.set_current_peer(node.host, node.port)
    if not ok then
        error(node.address .. ": " .. why)
    end
end

-- Tries after a failed one are for requests that did not reach a node, and for methods that are safe to repeat: Nginx
-- sees to that (proxy_next_upstream). Said once, at the first try and at the first one after a 404, which permits no more
-- than was left before: who answered 404 has run nothing, but those that failed may have.
local function permit_tries(lease, nodes)
    local more = math.min(#nodes - 1, MORE_TRIES - (lease.gone or 0))
    if more > 0 and not (lease.tried and balancer.get_last_failure()) then
        balancer.set_more_tries(more)
    end
end

local function balance()
    local current = state.current()
    local nodes = current.nodes
    if #nodes == 0 then
        return
    end
    if ngx.is_subrequest then
        -- Its end is not told to anybody, so it is not counted.
        return set_peer(choose(current, {long = false}, math.huge))
    end
    local id = request_id()
    local lease = leases[id]
    if not (lease and lease.ours) then
        lease = foreign(id, lease, current)
    end
    if lease.sent and lease.node then
        next_try(current, lease)
    end
    -- A try on a kept connection that fails is one more to Nginx, however often: the next leads to nobody.
    if (lease.gone or 0) > MORE_TRIES then
        return
    end
    if not lease.node then
        take(lease, choose(current, lease, math.huge))
    end
    lease.sent = true
    set_peer(lease.node)
    permit_tries(lease, nodes)
end

-- The choice failed: the next in turn, whatever its load.
local function balance_simply()
    local nodes = state.current().nodes
    simple_turn = simple_turn + 1
    local node = nodes[simple_turn % #nodes + 1]
    set_peer(node)
    permit_tries({tried = true}, nodes)
end

-- Calls what may fail; what then goes wrong is counted and logged, and never a request's trouble.
local function guarded(what, call)
    local ok, why = pcall(call)
    if not ok then
        counts.failed(what, why)
    end
    return ok
end

function M.balance()
    if not guarded("balance", balance) then
        guarded("balance simply", balance_simply)
    end
end

-- A long request waits here while no node may take it. Yields, so it is called in the access phase.
local function access()
    local current = state.current()
    if ngx.is_subrequest then
        return
    end
    local lease = open(request_id(), current)
    lease.ours = true
    if current.may_hold and lease.long then
        queue.hold(lease, {is_long = is_long, choose = choose, take = take})
    end
end

function M.access()
    guarded("access", access)
end

local function log()
    local id = request_id()
    local lease = leases[id]
    if not lease then
        return
    end
    leases[id] = nil
    queue.leave(lease)
    if lease.node then
        if lease.sent then
            health.ended(state.current(), lease.node, health.last_outcome())
        end
        give_back(lease)
    end
end

function M.log()
    guarded("log", log)
end

-- Called by the master process, before workers start, with the folder of the state file and of the controller's key.
function M.start(dir)
    M.control.read_key(dir .. "/control/key")
    state.restore(dir .. "/state.txt")
end

local function collect_garbage()
    local now = ngx.now()
    if now - collected_at > COLLECT then
        collected_at = now
        collectgarbage()
    end
end

counts.recount_with(function(entry)
    local watched = false
    for id, lease in pairs(leases) do
        watched = watched or lease.alive ~= nil
        if lease.alive and not lease.alive[1] then
            leases[id] = nil
        elseif lease.node then
            entry(lease.node, lease.long)
        end
    end
    if watched then
        collect_garbage()
    end
end)

package.loaded.pluginlb = M

-- An operator's own init_by_lua stands in the place of ours: then a worker starts what it may read.
if ngx.get_phase() ~= "init" then
    M.start(folder:match("^(.*)/[^/]+/$"))
end
return M
