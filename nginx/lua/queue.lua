-- Long requests that wait at the proxy while no node may take them: first come, first served, each for a bounded time,
-- and gone when its client is. Those whose endpoint turns out to be short meanwhile go first, one for each free slot: were
-- all let go at once, they would wait at the nodes, with every short request behind them.

local load = ...
local semaphore = require "ngx.semaphore"
local counts = load "counts"
local state = load "state"

local M = {}

-- Requests that wait in one worker, a connection each: three of four that our nginx.conf gives a worker. When one more comes,
-- who waits first goes, slot or not: were it the newcomer, the nodes' own queues would be full of newcomers for good, and
-- who waits here would never find a free slot.
local MOST = 12288
local ASK_AGAIN = 0.01 -- seconds, for the first who waits: places become free that nobody rings for, here and elsewhere
local ALIKE = 0.03 -- seconds between two arrivals in different workers, whose order does not matter
local HEAD_START = 0.03 -- seconds for who has waited longer in another worker, before a free place is taken
local PASSED_BY = 0.3 -- seconds in which it is not waited for again, when it did not take that place: its worker is busy

-- A line is [first..last] of tickets, with gaps where one has left.
local waiting = {first = 1, last = 0} -- all
local turned = {first = 1, last = 0} -- those of them that turned out to be short
local length = 0
local known_version -- of the state that those who wait were classed by
local elder = {} -- who waits longest in another worker: {since, offered, passed_by}, times

local function join(line, ticket)
    line.last = line.last + 1
    line[line.last] = ticket
    return line.last
end

local function head(line)
    while line.first <= line.last and not line[line.first] do
        line.first = line.first + 1
    end
    return line[line.first]
end

-- Tells the other workers since when the first of ours waits.
local function tell_head()
    local ticket = head(waiting)
    counts.waits_since(ticket and ticket.since)
end

-- A request ended, so the first who waits may look again.
function M.freed()
    if length > 0 then
        local ticket = head(turned) or head(waiting)
        if ticket then
            ticket.bell:post(1)
        end
    end
end

local function turn_long(ticket)
    if ticket.turned then
        turned[ticket.turned] = nil
        ticket.turned = nil
    end
end

-- Takes note of what a request that waits is now; returns the line that it stands in.
local function line_of(ticket, long)
    if long then
        turn_long(ticket)
        return waiting
    end
    ticket.turned = ticket.turned or join(turned, ticket)
    return turned
end

-- The request waits no longer, whatever the reason.
function M.leave(lease)
    local ticket = lease.ticket
    if ticket and waiting[ticket.number] == ticket then
        waiting[ticket.number] = nil
        turn_long(ticket)
        lease.ticket = nil
        length = length - 1
        tell_head()
        M.freed()
    end
end

-- Seconds until looking again makes sense: the first of a line asks again and again, the others are rung for when they are.
local function patience(is_first, rule, waited)
    if is_first then
        return ASK_AGAIN
    end
    return math.max(ASK_AGAIN, (rule.longest - waited) / 1000)
end

local function has_free_slot(node)
    return node.slots == 0 or node.in_flight < node.slots
end

-- Whether the place that a request could have is to be left to one of another worker's, which has waited longer. That one
-- looks for places of its own accord; a worker that gets no processor must not keep the others from going on.
local function gives_way(ticket)
    local oldest = counts.oldest_elsewhere()
    if not oldest or oldest > ticket.since - ALIKE then
        return false
    end
    local now = ngx.now()
    if elder.since ~= oldest then
        elder = {since = oldest}
    elseif elder.passed_by and now < elder.passed_by then
        return false
    end
    elder.offered = elder.offered or now
    if now - elder.offered < HEAD_START then
        return true
    end
    elder.offered, elder.passed_by = nil, now + PASSED_BY
    return false
end

-- A state that is another one may know an endpoint for short that was taken for long: whoever waits for it looks again.
local function ring_all(version)
    if version ~= known_version then
        known_version = version
        for number = waiting.first, waiting.last do
            if waiting[number] then
                waiting[number].bell:post(1)
            end
        end
    end
end

local function wait(ticket, lease, rules)
    local choose, take = rules.choose, rules.take
    while true do
        local current = state.current()
        if #current.nodes == 0 then
            return
        end
        ring_all(current.version)
        lease.long = rules.is_long(current, lease)
        local is_first = head(line_of(ticket, lease.long)) == ticket
        local waited = (ngx.now() - ticket.since) * 1000
        local is_over = waited >= current.rule.longest or is_first and length > MOST
        local node
        if is_first or is_over then
            node = choose(current, lease, is_over and math.huge or waited)
        end
        if not node then
            elder.offered = nil
        elseif lease.long and not gives_way(ticket) or not lease.long and (is_over or has_free_slot(node)) then
            take(lease, node)
            return
        end
        ticket.bell:wait(patience(is_first, current.rule, waited))
    end
end

-- Returns when the lease has a node, or there is none any more. The rules `is_long`, `choose` and `take` are the balancer's.
function M.hold(lease, rules)
    -- First: whoever sends its body slowly holds no slot meanwhile, and then nothing stands between us and the word that the
    -- client has gone.
    ngx.req.read_body()
    if length == 0 and not counts.oldest_elsewhere() then
        local node = rules.choose(state.current(), lease, 0)
        if node then
            return rules.take(lease, node)
        end
    end
    length = length + 1
    local ticket = {since = ngx.now(), bell = semaphore.new(0)}
    ticket.number = join(waiting, ticket)
    lease.ticket = ticket
    tell_head()
    counts.held()
    ngx.on_abort(function()
        M.leave(lease)
        ngx.exit(499)
    end)
    local ok, why = pcall(wait, ticket, lease, rules)
    M.leave(lease)
    if not ok then
        error(why)
    end
end

function M.length()
    return length
end

return M
