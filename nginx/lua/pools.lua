-- Chooses as the pools of a plan say: for policies that have no rule of their own for each request.

local M = {}

-- Those of a pool's servers that are available, as the rules want to see them, with the weights of the pool.
local function views(servers, available)
    local list = {main = 0}
    for _, node in ipairs(available) do
        local weight = servers[node.address]
        if weight then
            list[#list + 1] = {
                weight = weight * node.weight / node.given_weight, slots = 0,
                in_flight = node.in_flight, in_flight_long = node.in_flight_long, node = node,
            }
        end
    end
    return list
end

-- The node of the request's pool, a backup if no other is available; nil when the pool has none of the nodes.
function M.choose(pools, arrival, available)
    local pool = arrival.long and pools.long or pools.short
    local list = views(pool.primary, available)
    if #list == 0 then
        list = views(pool.backup, available)
    end
    if #list == 0 then
        return nil
    end
    return list[pool.place(arrival, list)].node
end

-- An empty pool, for servers to be put in.
function M.new(place)
    return {place = place, primary = {}, backup = {}}
end

return M
