-- Names of processes that are never given twice: the number of a process, and when it began.

local M = {}

-- The kernel's word on when a process began; "" when there is none. See proc(5), /proc/pid/stat, field 22.
local function began(pid)
    local file = io.open("/proc/" .. pid .. "/stat")
    if not file then
        return ""
    end
    local line = file:read("*l") or ""
    file:close()
    local fields = line:match("%) (.*)") or ""
    local number = 2
    for field in fields:gmatch("%S+") do
        number = number + 1
        if number == 22 then
            return field
        end
    end
    return ""
end

function M.id()
    local pid = ngx.worker.pid()
    return pid .. ":" .. began(pid)
end

function M.lives(id)
    local pid, since = id:match("^(%d+):(.*)$")
    return pid ~= nil and began(pid) == since
end

return M
