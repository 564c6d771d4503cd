<#import "proxy.ftl" as proxy>
<#-- Where long requests wait while too many of them run. A request that Nginx refuses for that is delayed by locations that
     always answer 401 (auth_delay), and then tries again: through a listener of our own, since Nginx checks each request that
     it receives once. Whoever has waited three times goes on in any case, and is counted. -->
<#-- The way of a refused request, once in each server; what is nested says how it came in. -->
<#macro way>
    limit_conn_status 598;
    limit_conn_log_level info;
    location = pluginlb_never {
        internal;
        return 401;
    }
<#list front.holding.get().waits() as wait>
    location @pluginlb_wait${wait?counter} {
<#if wait?is_first>
        # A node's own 598, where its errors are intercepted: it has the request already, and must not get it again.
        if ($upstream_addr) {
            return 502;
        }
        error_page 500 @pluginlb_broken;
        error_page 502 503 504 @pluginlb_unreachable;
</#if>
        auth_request pluginlb_never;
        auth_delay ${wait}ms;
        error_page 401 = @pluginlb_try${wait?counter};
    }
    location @pluginlb_try${wait?counter} {
<#if wait?is_first>
        # What waits is told of when it goes on: waiting is no work.
        mirror pluginlb_started;
        mirror_request_body on;
</#if>
<#nested>
        # The listener names the next wait by it; that of a node does not get past the listener.
        proxy_ignore_headers X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Expires X-Accel-Charset;
        proxy_set_header X-Pluginlb-Request $pluginlb_told_as;
<#if wait?is_last>
        proxy_set_header X-Pluginlb-Next "";
        proxy_pass http://pluginlb_overflow;
<#else>
        proxy_set_header X-Pluginlb-Next @pluginlb_wait${wait?counter + 1};
        proxy_pass http://pluginlb_gate;
</#if>
    }
</#list>
</#macro>
<#-- The listeners. They send on what they get as it is: all that nodes see was set before. -->
<#macro listeners>
<#list [{"listen": front.holding.get().gate, "number": longAtOnce}, {"listen": front.holding.get().overflow, "number": 65535}] as one>

server {
    listen ${one.listen} backlog=4096;
    # The feed has one line for each request, from where the node is known.
    access_log syslog:server=${front.feed},nohostname,tag=pluginlb pluginlb_feed_held if=$pluginlb_weight_held;
    keepalive_timeout 0;
    client_max_body_size 0;
    # More than the front takes, which has added to them.
    large_client_header_buffers 8 64k;
<@proxy.forwarded/>
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Pluginlb-Request "";
    proxy_set_header X-Pluginlb-Next "";
    limit_conn_status 598;
    limit_conn_log_level info;
    limit_conn pluginlb_long_${longAtOnce} ${one.number};
    location / {
        error_page 500 @pluginlb_broken;
        error_page 502 503 504 @pluginlb_unreachable;
        error_page 598 = @pluginlb_full;
        proxy_pass http://dify_plugin_daemon_servers;
    }
<#if retries?has_content>
    location ~ ${proxy.dispatch} {
<@proxy.intercepted/>
        error_page 598 = @pluginlb_full;
        proxy_pass http://dify_plugin_daemon_servers;
    }
<@proxy.retry "$pluginlb_retry_pool"/>
</#if>
    location @pluginlb_full {
        # A node's own 598, as above.
        if ($upstream_addr) {
            return 502;
        }
        error_page 500 @pluginlb_broken;
        error_page 502 503 504 @pluginlb_unreachable;
        access_log off;
        # Leads the request to its next wait; no answer of a node can be taken for this.
        add_header X-Accel-Redirect $http_x_pluginlb_next always;
        return 598 "";
    }
}
</#list>
</#macro>
