-- Long requests that wait at the proxy while no node may take them: first come, first served, each for a bounded time,
-- and gone when its client is.

local load = ...
local semaphore = require "ngx.semaphore"
local counts = load "counts"
local state = load "state"

local M = {}

local MOST = 4096 -- requests that wait in one worker
local ASK_AGAIN = 0.01 -- seconds, while other workers may free a place without telling

local first, last = 1, 0 -- waiting[first..last], with gaps where one has left
local waiting = {}
local length = 0

local function head()
    while first <= last and not waiting[first] do
        first = first + 1
    end
    return waiting[first]
end

-- A request ended, so the first who waits may look again.
function M.freed()
    if length > 0 then
        local ticket = head()
        if ticket then
            ticket.bell:post(1)
        end
    end
end

-- The request waits no longer, whatever the reason.
function M.leave(lease)
    local ticket = lease.ticket
    if ticket and waiting[ticket.number] == ticket then
        waiting[ticket.number] = nil
        lease.ticket = nil
        length = length - 1
        M.freed()
    end
end

-- Seconds until the next moment at which waiting any longer changes what is permitted.
local function patience(rule, waited)
    local left = rule.longest - waited
    if waited < rule.give_way then
        left = rule.give_way - waited
    end
    left = math.max(0.001, left / 1000)
    return counts.has_others() and math.min(left, ASK_AGAIN) or left
end

local function wait(ticket, lease, choose, take)
    while true do
        local current = state.current()
        local waited = (ngx.now() - ticket.since) * 1000
        local node
        if head() == ticket or waited >= current.rule.longest then
            node = choose(current, lease, waited)
        end
        if node then
            take(lease, node)
            return
        end
        ticket.bell:wait(patience(current.rule, waited))
    end
end

-- Returns when the lease has a node. `choose` and `take` are the balancer's own.
function M.hold(lease, choose, take)
    if length == 0 or length >= MOST then
        local node = choose(state.current(), lease, length == 0 and 0 or math.huge)
        if node then
            return take(lease, node)
        end
    end
    -- Read first, so that nothing stands between us and the word that the client has gone.
    ngx.req.read_body()
    last = last + 1
    length = length + 1
    local ticket = {number = last, since = ngx.now(), bell = semaphore.new(0)}
    waiting[last] = ticket
    lease.ticket = ticket
    counts.held()
    ngx.on_abort(function()
        M.leave(lease)
        ngx.exit(499)
    end)
    local ok, why = pcall(wait, ticket, lease, choose, take)
    M.leave(lease)
    if not ok then
        error(why)
    end
end

function M.length()
    return length
end

return M
