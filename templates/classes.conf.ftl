<#-- Which class a request is of, and which pool serves the class. -->
<#if !front.declares?seq_contains("map_hash_bucket_size")>
map_hash_bucket_size 1024;
</#if>
<#if !front.declares?seq_contains("map_hash_max_size")>
map_hash_max_size 65536;
</#if>
# Which plugin is meant, in the words of the caller.
map $http_x_plugin_id $pluginlb_plugin_header {
    default $http_x_plugin_id;
    "" $http_x_plugin_unique_identifier;
}
<#if front.key == "PATH">
map $uri $pluginlb_endpoint {
    default "";
    "~${expressions.path}" $uri;
}
<#else>
# Of a route that is not official: its tenant, and then one id with each map. Looked at only when such a request comes.
map $uri $pluginlb_general0 {
    default $uri;
    "~${expressions.tenant}(?<pluginlbtail>.*)\z" "${expressions.tenantTemplate}$pluginlbtail";
}
<#list 1..expressions.ids as step>
map $pluginlb_general${step - 1} $pluginlb_general${step} {
    default $pluginlb_general${step - 1};
    "~^(?<pluginlbhead>.*?)${expressions.id}(?<pluginlbtail>.*)\z" "$pluginlbhead/:id$pluginlbtail";
}
</#list>
map $uri $pluginlb_route {
    default "";
<#list routes as route>
    "~${route.pattern}" "<#if route.method == "ANY">*<#else>$request_method</#if> ${route.template}";
</#list>
    "~${expressions.path}" "$request_method $pluginlb_general${expressions.ids}";
}
<#if front.key == "ROUTE_PLUGIN">
map $pluginlb_plugin_header $pluginlb_plugin {
    default "";
    "~${expressions.plugin}" " $pluginlbid";
}
map $pluginlb_route $pluginlb_request {
    default "$pluginlb_route$pluginlb_plugin";
    "~^\* " $pluginlb_route;
}
<#else>
map $pluginlb_route $pluginlb_request {
    default $pluginlb_route;
}
</#if>
# Empty where the request has no key.
map $pluginlb_request $pluginlb_endpoint {
    default "";
    "~${expressions.endpoint}" $pluginlb_request;
}
</#if>
# The class: as known, else as usual for the route.
map $pluginlb_endpoint $pluginlb_usual_class {
    default short;
    "~${expressions.usuallyLong}" long;
}
# What the node had in flight when it got the request, where the Lua code says it.
map "" $pluginlb_before {
    default -;
}
<#if front.driver == "LUA">
# The Lua code says it anew where more is known of the endpoint.
map $pluginlb_usual_class $dify_plugin_daemon_class {
    default $pluginlb_usual_class;
}
# Both classes: who serves is chosen for each request.
map "" $dify_plugin_daemon_pool {
    default dify_plugin_daemon_servers;
}
<#else>
map $uri $pluginlb_class_of_path {
    default $pluginlb_usual_class;
<#list knownPaths as known>
    "${known.endpoint}" ${known.type};
</#list>
}
map $pluginlb_endpoint $dify_plugin_daemon_class {
    default $pluginlb_class_of_path;
<#list knownEndpoints as known>
    "${known.endpoint}" ${known.type};
</#list>
}
map $dify_plugin_daemon_class $dify_plugin_daemon_pool {
    default ${shortPool};
    long ${longPool};
}
</#if>
# HTTP/1.0 permits a request without one, HTTP/1.1, which nodes are asked in, does not.
map $host $pluginlb_host {
    default $host;
    "" $server_addr;
}
# An internal caller may be a proxy that knows better how the request came in from outside.
map $http_dify_hook_url $pluginlb_hook_url {
    default $http_dify_hook_url;
    "" "$scheme://$pluginlb_host$request_uri";
}
map $http_x_forwarded_proto $pluginlb_forwarded_proto {
    default $http_x_forwarded_proto;
    "" $scheme;
}
