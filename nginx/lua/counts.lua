-- How many requests each node has in flight, by class, over all workers.
--
-- Each worker counts its own in its own memory and publishes the numbers; the sum over the workers that live is the
-- count. Nobody ever changes a number of somebody else's, so a worker that dies takes its requests out of the count with
-- it, a reload loses nothing, and a number that was lost is set right by the next change. Once a second each worker
-- counts its own anew from what its requests hold.
--
-- A worker that is alone keeps its numbers to itself until another one appears or it is told to end: reading and
-- publishing then costs a request nothing.

local load = ...
local process = load "process"

local M = {}

local LONG = 2 ^ 26 -- a published number is own + LONG * own_long
local STEP = 1 -- second

local dict = ngx.shared.pluginlb
local nodes = {} -- address -> node; the same table as long as this worker has a use for the node
local myself -- my id, from my first request on
local others = {} -- ids of the other workers that live
local alone = false
local epoch -- of the last look at the others
local waiting_since -- the first of ours that waits
local each_lease -- calls back with the node and the class of each place that this worker's requests hold

local function key(worker, address)
    return worker .. " " .. address
end

-- Nothing is published as nothing, so that no keys are left of nodes and workers that are gone.
local function publish(node)
    dict:set(key(myself, node.address), node.own > 0 and node.own + LONG * node.own_long or nil)
end

-- Brings the sums of a node up to date.
local function refresh(node)
    local in_flight, in_flight_long = node.own, node.own_long
    for i = 1, #others do
        local packed = dict:get(key(others[i], node.address)) or 0
        local long = math.floor(packed / LONG)
        in_flight, in_flight_long = in_flight + packed - long * LONG, in_flight_long + long
    end
    node.in_flight, node.in_flight_long = in_flight, in_flight_long
end

local function bury(number, id)
    dict:delete("worker " .. number)
    dict:delete("waits " .. id)
    for address in pairs(nodes) do
        dict:delete(key(id, address))
    end
end

local function enlist()
    dict:set("worker " .. dict:incr("worker last", 1, 0), myself)
    dict:incr("epoch", 1, 0)
end

-- The ids of the workers that live, each once. The list only grows at its end, and what is gone at its front is passed
-- over next time. Its bounds, too, can be pushed out of a full memory.
local function living()
    local first, last = dict:get("worker first") or 1, dict:get("worker last") or 0
    local ids, met, front = {}, {}, first <= last and first or 1
    for number = front, last do
        local id = dict:get("worker " .. number)
        if id and met[id] then
            dict:delete("worker " .. number)
        elseif id and id ~= myself and not process.lives(id) then
            bury(number, id)
        elseif id then
            ids[#ids + 1], met[id] = id, true
        elseif number == front then
            front = front + 1
        end
    end
    if front ~= first then
        dict:set("worker first", front)
    end
    return ids, met
end

-- Looks who else is there; who does not find itself was taken for dead by mistake.
local function look_around()
    local ids, met = living()
    if not met[myself] then
        enlist()
    end
    others = {}
    for _, id in ipairs(ids) do
        others[#others + 1] = id ~= myself and id or nil
    end
    alone = #others == 0 and not ngx.worker.exiting()
    for _, node in pairs(nodes) do
        publish(node)
        refresh(node)
    end
end

local function recount()
    for _, node in pairs(nodes) do
        node.own, node.own_long = 0, 0
    end
    each_lease(function(node, long)
        node.own = node.own + 1
        node.own_long = node.own_long + (long and 1 or 0)
    end)
end

local function tick()
    recount()
    look_around()
end

local function enrol()
    myself = process.id()
    enlist()
    ngx.timer.every(STEP, tick)
end

-- To be called with the shared epoch before numbers are looked at; returns the epoch.
function M.sync(now)
    if not myself then
        enrol()
        now = dict:get("epoch")
    end
    if now ~= epoch then
        epoch = now
        look_around()
    end
    return now
end

-- Whether other workers change the sums.
function M.has_others()
    return not alone
end

function M.refresh_all(list)
    for i = 1, #list do
        refresh(list[i])
    end
end

-- The node of that address, always the same table while it is in use.
function M.node(address)
    local node = nodes[address]
    if not node then
        node = {address = address, own = 0, own_long = 0, in_flight = 0, in_flight_long = 0}
        nodes[address] = node
        refresh(node)
    end
    return node
end

-- Forgets the nodes that are not in use: not among these addresses, and holding nothing of this worker's.
function M.keep_only(addresses)
    for address, node in pairs(nodes) do
        if not addresses[address] and node.own == 0 then
            nodes[address] = nil
            if myself then
                dict:delete(key(myself, address))
            end
        end
    end
end

function M.add(node, long, step)
    node.own, node.in_flight = node.own + step, node.in_flight + step
    if long then
        node.own_long, node.in_flight_long = node.own_long + step, node.in_flight_long + step
    end
    if not alone then
        publish(node)
    end
end

-- Counts something that went wrong, and logs it.
function M.failed(what, why)
    dict:incr("failed", 1, 0)
    ngx.log(ngx.ERR, "pluginlb: ", what, ": ", why)
end

function M.held()
    dict:incr("held", 1, 0)
end

-- A number that is counted: "failed" or "held".
function M.number(name)
    return dict:get(name) or 0
end

-- Tells the other workers since when the first of ours waits; nil when none does.
function M.waits_since(since)
    if since ~= waiting_since then
        waiting_since = since
        dict:set("waits " .. myself, since)
    end
end

-- Since when the one waits that has waited longest in another worker; nil when nobody does.
function M.oldest_elsewhere()
    local oldest
    for i = 1, #others do
        local first = dict:get("waits " .. others[i])
        if first and not (oldest and oldest < first) then
            oldest = first
        end
    end
    return oldest
end

function M.recount_with(each)
    each_lease = each
end

return M
