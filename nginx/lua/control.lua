-- What the controller asks and says on the control listener.

local load = ...
local counts = load "counts"
local queue = load "queue"
local state = load "state"

local M = {}

local key -- that the controller shows when it tells something

function M.read_key(path)
    local file = io.open(path)
    if file then
        key = file:read("*l")
        file:close()
    end
end

-- Of digests, whose equality tells no time.
local function is_controller()
    local shown = ngx.var.http_authorization or ""
    return key ~= nil and key ~= "" and ngx.md5(shown) == ngx.md5("Bearer " .. key)
end

local function body()
    ngx.req.read_body()
    local text = ngx.req.get_body_data()
    local path = not text and ngx.req.get_body_file()
    if path then
        local file = assert(io.open(path))
        text = file:read("*a")
        file:close()
    end
    return text or ""
end

-- The version of the config that is live, and that of the state.
function M.version(config)
    state.current()
    ngx.header["X-Pluginlb-Worker"] = ngx.worker.pid()
    ngx.header["X-Pluginlb-State"] = state.version()
    ngx.say(config)
end

-- GET tells the state, PUT replaces it.
function M.state()
    if ngx.req.get_method() == "GET" then
        return ngx.print(state.text())
    end
    if ngx.req.get_method() ~= "PUT" then
        return ngx.exit(405)
    end
    if not is_controller() then
        ngx.status = 401
        ngx.header["WWW-Authenticate"] = "Bearer" -- without it, clients take the answer for none
        return ngx.say("not the key of this Nginx's controller")
    end
    local version, why = state.install(body())
    if not version then
        ngx.status = 422
        return ngx.say(why)
    end
    state.current()
    ngx.say(version)
end

local function tell(node, unusual)
    ngx.say(node.address, " ", node.in_flight, " ", node.in_flight_long, " ", unusual)
end

-- A line for each node: its address, what it has in flight, how many of them are long, and what is unusual about it.
function M.nodes()
    local current = state.current()
    counts.refresh_all(current.nodes)
    counts.refresh_all(current.drained)
    for _, node in ipairs(current.nodes) do
        tell(node, node.out_until and "ejected" or node.warm_since and "warming-up" or "-")
    end
    for _, node in ipairs(current.drained) do
        tell(node, "drained")
    end
end

-- A line for each number: how many choices failed, how many requests were held, and how many wait in this worker now.
function M.numbers()
    ngx.say("failed ", counts.number("failed"))
    ngx.say("held ", counts.number("held"))
    ngx.say("waiting ", queue.length())
end

return M
