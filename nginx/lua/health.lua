-- Which nodes a request may go to, and how much of their weight counts: as they did of late, in this worker's eyes.
--
-- A node that fails loses weight by how much more than the best of the others it fails, so answering fast with an error
-- attracts nothing. One that fails several times in a row while the others do not is ejected for a while, never so many
-- that fewer than the live-share floor are left. One that comes new, or back, starts slowly: it has at most its share,
-- growing over the warm-up, of what the others have, but always one, so that its first request comes at once. While no
-- other has a free slot it takes what it can: a slow start is worth less than a request that waits beside an idle node.

local M = {}

local SMOOTHING = 0.2 -- weight of the newest outcome in a node's share of failures
local HALF_LIFE = 5 -- seconds in which an old failure counts half
local LIGHTEST = 0.05 -- of its weight, for a node that does nothing but fail
local IN_A_ROW = 5
local WORSE = 0.5 -- by which share of failures a node must be worse than the others to be ejected
local EJECTED = 10 -- seconds, times how often in a row
local GONE = 1 -- the same for one that could not be reached or went away: such a try costs little, and a restart is over soon
local LONGEST = 60
local FORGIVEN = 300 -- seconds after which an ejection was the first one again
M.WARM_UP = 10 -- seconds

local function share(node, now)
    return node.failing * 0.5 ^ ((now - node.failing_at) / HALF_LIFE)
end

-- Weighs all nodes by their failures; called when one fails, and now and then while one has failed.
local function weigh(current, now)
    local best = 1
    for _, node in ipairs(current.nodes) do
        best = math.min(best, share(node, now))
    end
    local weak = false
    for _, node in ipairs(current.nodes) do
        local excess = share(node, now) - best
        weak = weak or excess > 0.01
        node.weight = node.given_weight * math.max(LIGHTEST, 1 - excess)
    end
    current.weighed_at = weak and now or nil
end

local function is_much_worse(current, node, now)
    local sum = 0
    for _, other in ipairs(current.nodes) do
        if other ~= node then
            sum = sum + share(other, now)
        end
    end
    return share(node, now) - sum / math.max(1, #current.nodes - 1) >= WORSE
end

local function may_lose_one(current)
    local out = 0
    for _, node in ipairs(current.nodes) do
        out = out + (node.out_until and 1 or 0)
    end
    return #current.nodes - out - 1 >= math.max(1, math.ceil(#current.nodes * current.rule.floor))
end

local function eject(current, node, now, seconds)
    node.ejections = now - (node.ejected_at or now) > FORGIVEN and 1 or node.ejections + 1
    node.ejected_at = now
    node.out_until = now + math.min(LONGEST, seconds * node.ejections)
    node.in_a_row = 0
    current.unusual = true
    ngx.log(ngx.WARN, "pluginlb: ", node.address, " is left out for ", node.out_until - now, " s: it failed ", IN_A_ROW,
        " times in a row, the others do not")
end

-- Takes note of how a try ended: "answered", "failed", "gone" where the connection was refused, or lost before any answer, or
-- "missing" for one that has not installed the plugin.
function M.ended(current, node, outcome)
    if outcome == "answered" then
        node.in_a_row = 0
        if node.failing > 0 then
            node.failing = share(node, ngx.now()) * (1 - SMOOTHING)
            node.failing_at = ngx.now()
        end
        return
    end
    local now = ngx.now()
    node.failing = share(node, now) * (1 - SMOOTHING) + SMOOTHING
    node.failing_at = now
    -- What began before it was left out says nothing new: a node that is killed fails all that runs there at once.
    if outcome ~= "missing" and not node.out_until then
        node.in_a_row = node.in_a_row + 1
        if node.in_a_row >= IN_A_ROW and is_much_worse(current, node, now) and may_lose_one(current) then
            eject(current, node, now, outcome == "gone" and GONE or EJECTED)
        end
    end
    weigh(current, now)
end

-- How the last try ended. A 502 without the header of an answer is Nginx's own: the node could not be reached or went away.
function M.last_outcome()
    if ngx.status < 500 then
        return "answered"
    end
    local is_own = ngx.status == 502 and (ngx.var.upstream_header_time or ""):find("%-$")
    return is_own and "gone" or "failed"
end

-- How many requests a node may have that is warming up.
local function warm_limit(current, node, now)
    local sum, n, full = 0, 0, true
    for _, other in ipairs(current.nodes) do
        if not other.warm_since then
            sum, n = sum + other.in_flight, n + 1
            full = full and other.slots > 0 and other.in_flight >= other.slots
        end
    end
    if full then
        return math.huge
    end
    return math.max(1, (now - node.warm_since) / M.WARM_UP * (sum / n + 1))
end

local function may_serve(current, node, lease, now)
    if node.out_until then
        if now < node.out_until then
            return false
        end
        node.out_until, node.warm_since = nil, now
        node.in_a_row = IN_A_ROW - 1
    end
    if node.warm_since then
        if now - node.warm_since >= M.WARM_UP then
            node.warm_since = nil
        elseif node.in_flight >= warm_limit(current, node, now) then
            return false
        end
    end
    return not (lease.tried and lease.tried[node.address])
end

local function untried(current, lease)
    local nodes = {main = 0}
    for _, node in ipairs(current.nodes) do
        if not (lease.tried and lease.tried[node.address]) then
            nodes[#nodes + 1] = node
        end
    end
    return #nodes > 0 and nodes or current.nodes
end

-- All nodes that a request may go to. Ordinarily that is the list itself, at no cost.
function M.available(current, lease)
    local now = ngx.now()
    if current.weighed_at and now - current.weighed_at > 1 then
        weigh(current, now)
    end
    if not (current.unusual or lease.tried) then
        return current.nodes
    end
    local nodes, unusual = {main = 0}, false
    for place, node in ipairs(current.nodes) do
        if may_serve(current, node, lease, now) then
            nodes[#nodes + 1] = node
            nodes.main = place == current.nodes.main and #nodes or nodes.main
        end
        unusual = unusual or node.out_until or node.warm_since
    end
    current.unusual = unusual and true or false
    return #nodes > 0 and nodes or untried(current, lease)
end

-- A node that is new to this worker, or whose given weight may have changed.
function M.enter(node, given_weight)
    if node.given_weight ~= given_weight then
        node.weight = given_weight
    end
    if not node.failing then
        node.failing, node.failing_at, node.in_a_row, node.ejections = 0, 0, 0, 0
    end
end

return M
