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
local counts = load "counts"
local health = load "health"
local leases = load "leases"
local pools = load "pools"
local queue = load "queue"
local state = load "state"

local M = {control = load "control"}

-- How many were placed, by class (with one number for both, the turns of one would depend on the other), or simply.
local short_turn, long_turn, simple_turn = 0, 0, 0
local arrival = {} -- the one that is being placed

local MORE_TRIES = 2

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
    leases.give_back(lease)
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
    local lease = leases.find(current)
    if lease.sent and lease.node then
        next_try(current, lease)
    end
    -- A try on a kept connection that fails is one more to Nginx, however often: the next leads to nobody.
    if (lease.gone or 0) > MORE_TRIES then
        return
    end
    if not lease.node then
        leases.take(lease, choose(current, lease, math.huge))
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
    local lease = leases.open(current)
    if current.may_hold and lease.long then
        queue.hold(lease, {is_long = leases.is_long, choose = choose, take = leases.take})
    end
end

function M.access()
    guarded("access", access)
end

local function log()
    local lease = leases.close()
    if not lease then
        return
    end
    queue.leave(lease)
    if lease.node then
        if lease.sent then
            health.ended(state.current(), lease.node, health.last_outcome())
        end
        leases.give_back(lease)
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

package.loaded.pluginlb = M

-- An operator's own init_by_lua stands in the place of ours: then a worker starts what it may read.
if ngx.get_phase() ~= "init" then
    M.start(folder:match("^(.*)/[^/]+/$"))
end
return M
