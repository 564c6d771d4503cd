-- Names of processes that are never given twice: the number of a process, and when it began.

local master = require "ngx.process"

local M = {}

local NOT_THERE = 2 -- ENOENT

-- The kernel's word on when a process began, and on its state; nil when it has none. See proc(5), /proc/pid/stat, fields
-- 22 and 3. The third is true when that could not be found out.
local function began(pid)
    local file, _, why = io.open("/proc/" .. pid .. "/stat")
    if not file then
        return nil, nil, why ~= NOT_THERE
    end
    local line = file:read("*l") or ""
    file:close()
    local number, state = 2, nil
    for field in (line:match("%) (.*)") or ""):gmatch("%S+") do
        number = number + 1
        state = state or field
        if number == 22 then
            return field, state
        end
    end
end

function M.id()
    local pid = ngx.worker.pid()
    return pid .. ":" .. (began(pid) or "")
end

-- Where processes of others are hidden (proc(5), hidepid), not even the master is seen, and nobody is taken for dead.
local function sees_others()
    return began(master.get_master_pid()) ~= nil
end

-- A dead process whose end nobody has asked for yet (Z) does not live; one that cannot be looked at does, as far as we know.
function M.lives(id)
    local pid, since = id:match("^(%d+):(.*)$")
    if not pid then
        return false
    end
    local found, state, unknown = began(pid)
    if found then
        return found == since and state ~= "Z"
    end
    return unknown or not sees_others()
end

return M
