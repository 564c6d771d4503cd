-- Places one request: on which node, or that it waits. Pure: nothing of ngx here, so that the same rules can be tried in
-- Java (dev.pluginlb.dispatch) and with the shared table of cases (dispatch-cases.txt).
--
-- A node is a table {weight, slots, in_flight, in_flight_long}; slots 0 is unknown. An arrival is
-- {long = boolean, waited = milliseconds, turn = number}; nodes.main is the place of the main node. Each rule returns the
-- chosen place, counted from 1, or nil while the request is to wait.

local M = {}

local GOLDEN = 0.618033988749895
local huge = math.huge

local function anywhere()
    return true
end

local function has_free_slot(node)
    return node.slots == 0 or node.in_flight < node.slots
end

-- The node whose load would be least with one more request; among equals the next in turn.
local function least(nodes, turn, permitted)
    local n = #nodes
    local first = turn % n
    local chosen, lowest = nil, huge
    for step = 0, n - 1 do
        local place = (first + step) % n + 1
        local node = nodes[place]
        local load = (node.in_flight + 1) / node.weight
        if load < lowest and permitted(node) then
            chosen, lowest = place, load
        end
    end
    return chosen
end

-- Every node in turn, in proportion to its weight; `skip` is left out.
local function in_turn(nodes, turn, skip)
    local n, sum, equal, first = 0, 0, true, nil
    for place = 1, #nodes do
        if place ~= skip then
            local weight = nodes[place].weight
            n, sum = n + 1, sum + weight
            first = first or weight
            equal = equal and weight == first
        end
    end
    local point
    if equal then
        point = turn % n * first
    else
        local at = turn * GOLDEN
        point = (at - math.floor(at)) * sum
    end
    local last
    for place = 1, #nodes do
        if place ~= skip then
            point = point - nodes[place].weight
            last = place
            if point < 0 then
                return place
            end
        end
    end
    return last
end

function M.round_robin(arrival, nodes)
    return in_turn(nodes, arrival.turn)
end

function M.least_conn(arrival, nodes)
    return least(nodes, arrival.turn, anywhere)
end

-- The seed's rule, see TwoTierLive.
function M.two_tier(arrival, nodes)
    local n = #nodes
    local main = nodes.main >= 1 and nodes.main <= n and nodes.main or 1
    if n == 1 or not arrival.long then
        return main
    end
    if n > 2 then
        return in_turn(nodes, arrival.turn, main)
    end
    local other = nodes[3 - main]
    local other_takes_it = other.in_flight == 0 or other.in_flight_long > 0
    if not other_takes_it and nodes[main].in_flight == 0 then
        return main
    end
    return 3 - main
end

-- Free slots in the whole cluster; nil while those of any node are unknown.
local function free_slots(nodes)
    local free = 0
    for place = 1, #nodes do
        local node = nodes[place]
        local slots = node.slots
        if slots == 0 then
            return nil
        end
        if node.in_flight < slots then
            free = free + slots - node.in_flight
        end
    end
    return free
end

-- The node where a slot will be free soonest, while none is; a short request ends `quick` times as fast as a long one.
local function soonest(nodes, turn, quick)
    local n = #nodes
    local first = turn % n
    local chosen, lowest = nil, huge
    for step = 0, n - 1 do
        local place = (first + step) % n + 1
        local node = nodes[place]
        local slots = node.slots
        local long = node.in_flight_long < slots and node.in_flight_long or slots
        local delay = (node.in_flight - slots + 1) / (node.weight * (quick * (slots - long) + long))
        if delay < lowest then
            chosen, lowest = place, delay
        end
    end
    return chosen
end

-- Fewest in flight, and slots in reserve for short requests where slots are known, see AdaptiveLive. The rule is
-- {reserve = slots, quick = number, give_way = milliseconds, longest = milliseconds}.
function M.adaptive(arrival, nodes, rule)
    local turn = arrival.turn
    local free = free_slots(nodes)
    if not free then
        return least(nodes, turn, anywhere)
    end
    if arrival.long and free <= rule.reserve then
        local waited = arrival.waited
        if (free == 0 or waited < rule.give_way) and waited < rule.longest then
            return nil
        end
    end
    if free > 0 then
        return least(nodes, turn, has_free_slot)
    end
    return soonest(nodes, turn, rule.quick)
end

return M
