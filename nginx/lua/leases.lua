-- What requests hold, from their arrival to their end: a lease each, which is found by the request that it is of. It says
-- which class the request is of, and which node's count it has a place in.

local load = ...
local base = require "resty.core.base"
local ffi = require "ffi"
local counts = load "counts"
local queue = load "queue"

local M = {}

-- By the address of Nginx's request, which stays the same through internal redirects (ngx.ctx does not). An address is used
-- again only when its request is gone, so a lease found under it is from that one: it is ended.
local leases = {}

local WEAK = {__mode = "v"}
local COLLECT = 5 -- seconds between two looks for requests that ended unseen
local collected_at = 0

local function request_id()
    return tonumber(ffi.cast("uintptr_t", base.get_request()))
end

-- Whether a request is long: as known of its endpoint, else as usual for its route.
function M.is_long(current, lease)
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

function M.take(lease, node)
    lease.node = node
    if node.learns then
        ngx.var.pluginlb_before = node.in_flight
    end
    counts.add(node, lease.long, 1)
end

function M.give_back(lease)
    local node = lease.node
    if node then
        lease.node = nil
        counts.add(node, lease.long, -1)
        queue.freed()
    end
end

local function open(id, current)
    if leases[id] then
        M.give_back(leases[id])
    end
    local usual = ngx.var.dify_plugin_daemon_class == "long"
    local lease = {usually_long = usual, long = usual, sent = false}
    lease.long = M.is_long(current, lease)
    leases[id] = lease
    return lease
end

-- A new one for this request, in a location of ours, where its end is told to us.
function M.open(current)
    local lease = open(request_id(), current)
    lease.ours = true
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

-- That of this request, wherever it is; a new one if it has none yet.
function M.find(current)
    local id = request_id()
    local lease = leases[id]
    if lease and lease.ours then
        return lease
    end
    return foreign(id, lease, current)
end

-- That of this request, which ends; nil if it has none. What it holds is still to be given back.
function M.close()
    local id = request_id()
    local lease = leases[id]
    leases[id] = nil
    return lease
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

return M
