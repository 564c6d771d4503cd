<#import "lua.ftl" as lua>
<#-- Tells which config is really live. ${r"${version}"} is a hash over all that is rendered, so only this file may use it. -->
server {
    listen ${front.controlListen};
    access_log off;
    keepalive_timeout 0;

    location = /pluginlb/version {
        default_type text/plain;
        add_header X-Pluginlb-Feed $pluginlb_feed_print;
<#if front.driver == "LUA">
        content_by_lua_block {
            <@lua.code/>.control.version("${version}")
        }
<#else>
        add_header X-Pluginlb-Worker $pid;
        return 200 "${version}\n";
</#if>
    }
<#if front.driver == "LUA">
    location = /pluginlb/state {
        client_max_body_size 16m;
        client_body_buffer_size 1m;
        content_by_lua_block {
            <@lua.code/>.control.state()
        }
    }
    location = /pluginlb/nodes {
        content_by_lua_block {
            <@lua.code/>.control.nodes()
        }
    }
    location = /pluginlb/numbers {
        content_by_lua_block {
            <@lua.code/>.control.numbers()
        }
    }
</#if>
    location / {
        return 404;
    }
}
