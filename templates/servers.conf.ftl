<#import "proxy.ftl" as proxy>
<#import "holding.ftl" as holding>
<#-- The internal listener forwards everything a daemon serves, the public one only what may be public. -->
server {
    listen ${front.internalListen};
<@proxy.settings/>

<@proxy.forwarding "/" "pluginlb_untold">
<@proxy.headers "$pluginlb_forwarded_proto"/>
</@proxy.forwarding>
<#if retry>

    # A node that has not installed the plugin yet answers 404 before any plugin code runs: another node is asked, once.
    # What has a page of ours is intercepted here, so 500 and 503 have none: a node's own words are worth more.
<@proxy.forwarding "~ ${proxy.dispatch}" "pluginlb_untold_dispatch" proxy.intercepted>
<@proxy.headers "$pluginlb_forwarded_proto"/>
</@proxy.forwarding>
<@proxy.retry (front.driver == "LUA")?then("dify_plugin_daemon_servers", "$pluginlb_retry_pool")>
<@proxy.headers "$pluginlb_forwarded_proto"/>
</@proxy.retry>
</#if>

    # By expression, because Nginx answers a prefix without its last slash (/e) with a redirect and an HTML page.
<@proxy.forwarding "~ ^/e/" "pluginlb_untold_hook">
<@proxy.headers "$pluginlb_forwarded_proto"/>
        proxy_set_header Dify-Hook-Url $pluginlb_hook_url;
</@proxy.forwarding>
<#if longAtOnce??>

<@holding.way>
<@proxy.headers "$pluginlb_forwarded_proto"/>
        proxy_set_header Dify-Hook-Url $pluginlb_held_hook_url;
</@holding.way>
</#if>

    location ~ ^/cluster/ {
        access_log off;
        default_type application/json;
        if ($request_method !~ ^(?:GET|HEAD)$) {
            return 405 '{"code":"method_not_allowed","message":"read only"}';
        }
        proxy_set_header Connection "";
        proxy_set_header Host $proxy_host;
        proxy_read_timeout 10s;
        error_page 400 403 /pluginlb-refused;
        error_page 413 @pluginlb_too_large;
        error_page 500 503 @pluginlb_broken;
        error_page 502 504 @pluginlb_controller_unreachable;
        proxy_pass ${front.admin};
    }
    location @pluginlb_controller_unreachable {
        default_type application/json;
        return 502 '<@proxy.error "-500" "pluginlb controller not reachable; routing goes on without it" "PluginDaemonInnerError"/>';
    }
}

server {
    listen ${front.publicListen};
<@proxy.settings/>

    location / {
        default_type application/json;
        return 404 '{"code":"not_found","message":"route not found"}';
    }

<@proxy.forwarding "~ ^/e/" "pluginlb_untold_hook">
        # Nodes see the path as it came, so it must be /e/ before dot segments are resolved, too.
        if ($request_uri !~ ^/e/) {
            return 404 '{"code":"not_found","message":"route not found"}';
        }
        default_type application/json;
<@proxy.headers "$scheme"/>
        proxy_set_header Dify-Hook-Url "$scheme://$pluginlb_host$request_uri";
</@proxy.forwarding>
<#if longAtOnce??>

<@holding.way>
<@proxy.headers "$scheme"/>
        proxy_set_header Dify-Hook-Url "$scheme://$pluginlb_host$request_uri";
</@holding.way>
</#if>
}
<#if longAtOnce??>
<@holding.listeners/>
</#if>
