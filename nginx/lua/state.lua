-- Keeps what the controller says: the nodes, the rule, and the known classes of endpoints. The text (statetext.lua) is
-- kept whole in shared memory, so it survives reloads and every worker reads the same; each parses it once.

local load = ...
local choice = load "choice"
local counts = load "counts"
local health = load "health"
local statetext = load "statetext"

local M = {}

local texts = ngx.shared.pluginlb_state
local dict = ngx.shared.pluginlb

-- Above this many nodes a worker that has others beside it reads their numbers this often, not at each request.
local MANY, READ_AGAIN = 64, 0.005

local current = statetext.empty()
current.place = choice.round_robin
local seen_epoch, read_at

-- What this worker was told last and has not adopted yet, with what it has parsed of it.
local installed = {}

-- Puts the nodes of this worker in the place of what was parsed: what it knows of them outlives a new state.
local function adopt(parsed, former)
    local addresses = {}
    for place, each in ipairs(parsed.nodes) do
        local node = counts.node(each.address)
        addresses[each.address] = true
        health.enter(node, each.given_weight)
        for name, value in pairs(each) do
            node[name] = value
        end
        node.warm_since = node.warm_since or dict:get("since " .. each.address)
        parsed.unusual = parsed.unusual or node.warm_since ~= nil or node.out_until ~= nil
        parsed.nodes[place] = node
    end
    for place, each in ipairs(parsed.drained) do
        addresses[each.address] = true
        parsed.drained[place] = counts.node(each.address)
    end
    counts.keep_only(addresses)
    parsed.weighed_at = former.weighed_at
    return parsed
end

local function adopt_newest()
    if dict:get("version") ~= current.version then
        local text = texts:get("text")
        local ok, adopted = pcall(function()
            local parsed = text == installed.text and installed.parsed
            return text and adopt(parsed or statetext.parse(text, true), current) or current
        end)
        if ok then
            current = adopted
        else
            ngx.log(ngx.ERR, "pluginlb: the stored state is not taken: ", type(adopted) == "table" and adopted.refused or adopted)
        end
    end
    -- Also when it was told what held already.
    installed = {}
end

-- The state that holds now, with the numbers in flight up to date.
function M.current()
    local epoch = counts.sync(dict:get("epoch"))
    if epoch ~= seen_epoch then
        seen_epoch = epoch
        adopt_newest()
    end
    if counts.has_others() then
        local now = ngx.now()
        if #current.nodes <= MANY or not read_at or now - read_at >= READ_AGAIN then
            counts.refresh_all(current.nodes)
            read_at = now
        end
    end
    return current
end

-- The addresses of the nodes of a text that was parsed before.
local function addresses(text)
    local known, at = {}, 1
    text = "\n" .. text
    repeat
        local _, last = text:find("\nnode ", at, true)
        if last then
            known[text:match("^%S+", last + 1)] = true
        end
        at = last
    until not at
    return known
end

-- Nodes that join others start slowly, in every worker alike; those of the first state do not.
local function mark_newcomers(parsed, former)
    local known = addresses(former or "")
    if not next(known) then
        return
    end
    for _, each in ipairs(parsed.nodes) do
        if not known[each.address] then
            dict:set("since " .. each.address, ngx.now(), health.WARM_UP)
        end
    end
end

-- Puts a new state into effect in all workers; returns its version, or nil and why not. The former one then stays.
function M.install(text)
    local ok, parsed = pcall(statetext.parse, text)
    if not ok then
        return nil, type(parsed) == "table" and parsed.refused or tostring(parsed)
    end
    local former = texts:get("text")
    mark_newcomers(parsed, former)
    local stored, why = texts:safe_set("text", text)
    if not stored then
        -- It made room first.
        texts:safe_set("text", former)
        return nil, "no room for " .. #text .. " bytes: " .. why
    end
    installed = {text = text, parsed = parsed}
    dict:set("version", parsed.version)
    dict:incr("epoch", 1, 0)
    return parsed.version
end

-- After a start of Nginx: the state of before, from its file, if shared memory has none.
function M.restore(path)
    if texts:get("text") then
        return
    end
    local file = io.open(path)
    if not file then
        return
    end
    local version, why = M.install(file:read("*a"))
    file:close()
    if not version then
        ngx.log(ngx.ERR, "pluginlb: ", path, ": ", why)
    end
end

function M.text()
    return texts:get("text") or ""
end

-- Of the state that this worker chooses by.
function M.version()
    return current.version or "none"
end

return M
