<#-- Which class a request is of, and which pool serves the class. -->
<#if !front.declares?seq_contains("map_hash_bucket_size")>
map_hash_bucket_size 1024;
</#if>
<#if !front.declares?seq_contains("map_hash_max_size")>
map_hash_max_size 65536;
</#if>
<#if front.key == "PATH">
map $uri $pluginlb_endpoint {
    default $uri;
}
<#else>
map $uri $pluginlb_route {
    default "$request_method $uri";
<#list routes as route>
    "~${route.pattern}" "<#if route.method == "ANY">*<#else>$request_method</#if> ${route.template}";
</#list>
}
<#if front.key == "ROUTE_PLUGIN">
map $http_x_plugin_id $pluginlb_plugin {
    default "";
    "~^[a-z0-9_-]{1,64}/[a-z0-9_-]{1,255}$" " $http_x_plugin_id";
}
map $pluginlb_route $pluginlb_endpoint {
    default "$pluginlb_route$pluginlb_plugin";
}
<#else>
map $pluginlb_route $pluginlb_endpoint {
    default $pluginlb_route;
}
</#if>
</#if>
map $pluginlb_endpoint $dify_plugin_daemon_class {
    default short;
<#list longEndpoints as endpoint>
    "${endpoint}" long;
</#list>
}
map $dify_plugin_daemon_class $dify_plugin_daemon_pool {
    default ${plan.forShort.name};
    long ${plan.forLong.name};
}
<#if retries?has_content>
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
# An internal caller may be a proxy that knows better how the request came in from outside.
map $http_dify_hook_url $pluginlb_hook_url {
    default $http_dify_hook_url;
    "" "$scheme://$host$request_uri";
}
map $http_x_forwarded_proto $pluginlb_forwarded_proto {
    default $http_x_forwarded_proto;
    "" $scheme;
}
