<#import "lua.ftl" as lua>
<#-- The pools. Weights and roles come from the plan; a pool is never without a server. -->
<#macro upstream pool>
upstream ${pool.name} {
<#-- One view of all worker processes; 2 KiB a server were measured to be ample. -->
    zone ${pool.name} ${256 + 2 * pool.servers?size}k;
<#if pool.balancing == "LEAST_CONN">
    least_conn;
</#if>
<#-- The controller says who is there. Nginx's own count would let one plugin with a bad answer take out every node. -->
<#list pool.servers as server>
    server ${server.address} weight=${server.weight} max_fails=0<#if server.backup> backup</#if>;
<#else>
    server 127.0.0.1:1 down;
</#list>
<#-- Shorter than the idle time-out of any usual HTTP server: it is Nginx that closes, so no request meets a closing one. -->
    keepalive 64;
    keepalive_timeout 4s;
}
</#macro>
<#if front.driver == "LUA">
lua_shared_dict pluginlb 4m;
# Two states at once, of up to 10 000 endpoints each.
lua_shared_dict pluginlb_state 16m;
<#if !front.declares?seq_contains("init_by_lua_block") && !front.declares?seq_contains("init_by_lua_file")>
# By the master process, which may read files that workers may not.
init_by_lua_block {
    <@lua.code/>.start("${front.dir}")
}
</#if>
log_by_lua_block {
    <@lua.code/>.log()
}
upstream dify_plugin_daemon_servers {
    # Nobody. The Lua code says who serves; while it knows of no node, no request leads anywhere.
    server unix:${front.dir}/nobody;
    balancer_by_lua_block {
        <@lua.code/>.balance()
    }
    keepalive 64;
    keepalive_timeout 4s;
}
<#else>
<#list plan.pools() as pool>
<@upstream pool/>
</#list>
<#list retries as pool>
<@upstream pool/>
</#list>
<#if retry>
# The node that answered last, and the half of the nodes that it is not in.
map $upstream_addr $pluginlb_last_node {
    default "";
    "~(?<pluginlb_node>[^ ,]+)$" $pluginlb_node;
}
map $pluginlb_last_node $pluginlb_retry_pool {
    default ${retries[0].name};
<#list retries[0].servers as server>
    "${server.address}" ${retries[1].name};
</#list>
}
</#if>
<#if longAtOnce??>
# Listeners of our own, which long requests reach the nodes through once they have waited. The nodes themselves are for requests
# of an old worker when the listeners are gone: a newer config may have none.
<#list {"pluginlb_gate": front.holding.get().gate, "pluginlb_overflow": front.holding.get().overflow} as name, listen>
upstream ${name} {
    server ${listen} max_fails=0;
<#list plan.all.servers as server>
    server ${server.address} weight=${server.weight} max_fails=0 backup;
</#list>
}
</#list>
</#if>
</#if>
