-- Reads the text of a state: the nodes, the rule, and the known classes of endpoints, as the controller says them.
--
--   version 0123456789abcdef
--   rule adaptive                       (round-robin, least-conn, two-tier, adaptive, pools)
--   main 10.0.0.5:5002
--   reserve 4                           (slots in the whole cluster, kept for short requests)
--   quick 50                            (how many times as fast as a long one a short one ends)
--   give-way 300                        (milliseconds)
--   longest 30000                       (milliseconds)
--   floor 0.5                           (share of the nodes that is never ejected)
--   node 10.0.0.5:5002 100 8            (weight; slots, 0 unknown; then "learn" if they are to be learned)
--   pool short least-conn               (of rule "pools": for short, and for long; round-robin or least-conn)
--   server short 10.0.0.5:5002 100      (weight in that pool)
--   backup short 10.0.0.6:5002 100
--   drained 10.0.0.7:5002               (gets nothing new; what it still has is counted)
--   runs author/plugin 10.0.0.5:5002 10.0.0.6:5002   (the nodes that run it, where not all of those that say it do)
--   long POST /plugin/:tenant_id/dispatch/llm/invoke author/plugin
--   short ...

local load = ...
local choice = load "choice"
local pools = load "pools"

local M = {}

local RULES = {
    ["round-robin"] = choice.round_robin,
    ["least-conn"] = choice.least_conn,
    ["two-tier"] = choice.two_tier,
    adaptive = choice.adaptive,
    pools = choice.least_conn, -- where the pools have nobody
}
local NUMBERS = {
    ["give-way"] = "give_way", longest = "longest", floor = "floor", reserve = "reserve", quick = "quick",
}

-- Of nobody: a state without nodes, which chooses by no rule yet.
function M.empty()
    return {
        nodes = {main = 0}, drained = {}, classes = {}, runs = {}, may_hold = false,
        rule = {reserve = 0, quick = 1, give_way = 0, longest = 0, floor = 0.5},
    }
end

local function bad(line, expected)
    error({refused = line:sub(1, 200) .. " (expected: " .. expected .. ")"})
end

local function is_ipv4(host)
    local bytes = {host:match("^(%d%d?%d?)%.(%d%d?%d?)%.(%d%d?%d?)%.(%d%d?%d?)$")}
    for _, byte in ipairs(bytes) do
        bytes.high = bytes.high or tonumber(byte) > 255
    end
    return #bytes == 4 and not bytes.high
end

local function split(line, address)
    local host, port = (address or ""):match("^([%x:.%[%]]+):(%d+)$")
    port = tonumber(port)
    if not port or port < 1 or port > 65535 or not (is_ipv4(host) or host:match("^%[[%x:.]+%]$")) then
        bad(line, "the address of a node, IP:PORT")
    end
    return host, port
end

local function node(line, rest)
    local address, weight, slots, learn = rest:match("^(%S+) (%d+) (%d+)( ?%l*)$")
    local host, port = split(line, address)
    if tonumber(weight) < 1 or (learn ~= "" and learn ~= " learn") then
        bad(line, "node IP:PORT WEIGHT SLOTS [learn]")
    end
    return {
        address = address, host = host, port = port, given_weight = tonumber(weight), slots = tonumber(slots),
        learns = learn ~= "",
    }
end

local function pool_server(role)
    return function(to, line, rest)
        local name, address, weight = rest:match("^(%l+) (%S+) (%d+)$")
        if not (to.pools and to.pools[name]) or tonumber(weight) < 1 then
            bad(line, role .. " POOL IP:PORT WEIGHT, of a pool said before")
        end
        to.pools[name][role == "server" and "primary" or role][address] = tonumber(weight)
    end
end

local function runs(to, line, rest)
    local author, name, places = rest:match("^([a-z0-9_-]+)/([a-z0-9_-]+)( .+)$")
    if not author or #author > 64 or #name > 255 then
        bad(line, "runs AUTHOR/PLUGIN IP:PORT ...")
    end
    local nodes = {}
    for place in places:gmatch(" ([^ ]*)") do
        split(line, place)
        nodes[place] = true
    end
    to.runs[author .. "/" .. name] = nodes
end

local function class(long)
    return function(to, _, rest)
        to.classes[rest] = long
        to.has_paths = to.has_paths or rest:sub(1, 1) == "/"
    end
end

local READERS = {
    version = function(to, line, rest)
        to.version = rest:match("^%x+$") or bad(line, "version HEX")
    end,
    rule = function(to, line, rest)
        to.place = RULES[rest] or bad(line, "rule round-robin, least-conn, two-tier, adaptive or pools")
        to.rule_name = rest
    end,
    main = function(to, _, rest)
        to.main = rest
    end,
    node = function(to, line, rest)
        to.nodes[#to.nodes + 1] = node(line, rest)
    end,
    pool = function(to, line, rest)
        local name, balancing = rest:match("^(%l+) (%S+)$")
        if (name ~= "short" and name ~= "long") or not RULES[balancing] then
            bad(line, "pool short or long, and how it chooses")
        end
        to.pools = to.pools or {}
        to.pools[name] = pools.new(RULES[balancing])
    end,
    server = pool_server("server"),
    backup = pool_server("backup"),
    drained = function(to, line, rest)
        split(line, rest)
        to.drained[#to.drained + 1] = {address = rest}
    end,
    runs = runs,
    long = class(true),
    short = class(false),
}

local function number(to, line, word, rest)
    local value = tonumber(rest)
    if not (value and value >= 0 and value < math.huge) then
        bad(line, word .. " NUMBER")
    end
    to.rule[NUMBERS[word]] = value
end

local function finish(parsed)
    if not parsed.version or not parsed.place then
        bad("end of text", "a version and a rule")
    end
    if parsed.rule_name == "pools" and not (parsed.pools and parsed.pools.short and parsed.pools.long) then
        bad("end of text", "a pool for short and one for long")
    end
    local unknown = false
    for place, each in ipairs(parsed.nodes) do
        if each.address == parsed.main then
            parsed.nodes.main = place
        end
        unknown = unknown or each.slots == 0
    end
    parsed.may_hold = parsed.rule_name == "adaptive" and not unknown
    return parsed
end

-- What the text says. Throws {refused = words} on a text that makes no sense. What another version of this code has stored may have lines
-- that this one does not know: `lenient` passes over them.
function M.parse(text, lenient)
    local parsed = M.empty()
    for line in text:gmatch("[^\n]+") do
        local word, rest = line:match("^(%S+) (.+)$")
        if NUMBERS[word] then
            number(parsed, line, word, rest)
        elseif READERS[word] then
            READERS[word](parsed, line, rest)
        elseif not lenient then
            bad(line, "a line of a pluginlb state")
        end
    end
    return finish(parsed)
end

return M
