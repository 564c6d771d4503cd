<#import "lua.ftl" as lua>
<#-- What every forwarding server has in common; ${proto} and ${hook} say how the request came in from outside. -->
<#macro error code message type>{"code":${code},"message":"{\\"message\\":\\"${message}\\",\\"error_type\\":\\"${type}\\",\\"args\\":null}","data":null}</#macro>
<#assign refused = "malformed request, or one of a kind that is not taken">
<#assign broken = "the front proxy could not pass the request on; its error log says why">
<#-- Calls of plugins, which may not be installed on every node yet. -->
<#assign dispatch = "^/(?:plugin/[^/]+|v2/invoke)/dispatch/">
<#macro settings>
    # A front is no node: a probe that ends up here, or at the front of somebody else, is told so.
    if ($http_x_pluginlb_probe) {
        return 421 '{"code":"misdirected","message":"this is a pluginlb front, not a node"}';
    }
<#if front.nginx.keepsIdleConnectionsOnReload()>
    # Old workers keep idle connections that were used within this time, so no request meets a closing one. Longer than
    # Dify's client keeps them (5 s), short enough for old workers to end soon.
    keepalive_timeout 75s;
    keepalive_min_timeout 10s;
<#else>
    # Before 1.27.4 a reload closes idle connections, also under a request that is just being sent.
    keepalive_timeout 0;
</#if>
    access_log syslog:server=${front.feed},nohostname,tag=pluginlb pluginlb_feed if=$pluginlb_weight;
    # Not refused, but sent past the telling of its start: no status that a node would answer with.
    limit_req_status 597;
    limit_req_log_level info;
    # No client can name this location: a path begins with a slash.
    location = pluginlb_started {
        internal;
        log_subrequest on;
        access_log syslog:server=${front.feed},nohostname,tag=pluginlb_started pluginlb_started if=$pluginlb_told;
        return 204;
    }

    server_tokens off;
    # What is refused before any location is known: a named location would need a path.
    error_page 400 403 405 408 411 414 494 501 505 /pluginlb-refused;
    location = /pluginlb-refused {
        access_log off;
        default_type application/json;
        return 400 '<@error "-400" refused "PluginDaemonBadRequestError"/>';
    }

    client_max_body_size ${front.maxBody};
<@forwarded/>
    error_page 413 @pluginlb_too_large;
    location @pluginlb_too_large {
        default_type application/json;
        # A node's own 413, where its errors are intercepted: our limit is not to blame.
        if ($upstream_addr) {
            return 413 '<@error "-400" "request body larger than the plugin daemon node takes" "PluginDaemonBadRequestError"/>';
        }
        return 413 '<@error "-400" "request body larger than ${front.maxBody}" "PluginDaemonBadRequestError"/>';
    }
</#macro>
<#macro forwarded>
    send_timeout ${front.readTimeout.toSeconds()}s;

    proxy_http_version 1.1;
    proxy_buffering off;
    # What a node answers comes from plugins: it must not lead a request to our own locations, or send it again.
    proxy_ignore_headers X-Accel-Redirect X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Expires X-Accel-Charset;
    # Room for large headers of plugin answers; the default is one page.
    proxy_buffer_size 32k;
    proxy_buffers 8 32k;
    proxy_connect_timeout 3s;
    proxy_read_timeout ${front.readTimeout.toSeconds()}s;
    proxy_send_timeout ${front.readTimeout.toSeconds()}s;
    # A request that may have reached a node is never sent again, but for methods that are safe to repeat (RFC 9110, 9.2.2).
    proxy_next_upstream error timeout;
    proxy_next_upstream_timeout 15s;

    # One error page may lead to the next: being sent past the telling is one, the 404 of a node another.
    recursive_error_pages on;
    error_page 502 503 504 @pluginlb_unreachable;
    location @pluginlb_unreachable {
        default_type application/json;
        return 502 '<@error "-500" "no plugin daemon node reachable" "PluginDaemonInnerError"/>';
    }
    error_page 500 @pluginlb_broken;
    location @pluginlb_broken {
        default_type application/json;
        return 500 '<@error "-500" broken "PluginDaemonInnerError"/>';
    }
</#macro>
<#-- Where a plugin's 404 is asked for once more. Who could not even be reached says nothing about the plugin: the 404 stays. -->
<#macro retry pool>
    location @pluginlb_retry {
<#nested>
        error_page 500 @pluginlb_broken;
        error_page 503 @pluginlb_unreachable;
        error_page 502 504 = @pluginlb_not_installed;
        proxy_pass http://${pool};
    }
    location @pluginlb_not_installed {
        default_type application/json;
        if ($upstream_connect_time !~ "(?:^|: )-(?:, -)*$") {
            return 502 '<@error "-500" "no plugin daemon node reachable" "PluginDaemonInnerError"/>';
        }
        return 404 '<@error "-500" "no available node, plugin runtime not found" "PluginDaemonInnerError"/>';
    }
</#macro>
<#macro headers proto>
        proxy_set_header Connection "";
        proxy_set_header Host $pluginlb_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto ${proto};
        proxy_set_header X-Forwarded-Port $server_port;
        proxy_set_header X-Plugin-Forwarded true;
</#macro>
<#macro unintercepted>
        error_page 400 403 /pluginlb-refused;
        error_page 500 @pluginlb_broken;
        error_page 502 503 504 @pluginlb_unreachable;
</#macro>
<#macro intercepted>
        proxy_intercept_errors on;
        error_page 404 = @pluginlb_retry;
        error_page 502 504 @pluginlb_unreachable;
</#macro>
<#-- A location that forwards. While the feed has room, the controller is told of each request at its start, too: by a
     subrequest that ends at once. Above that rate the request goes on in a twin of the location, which tells nothing. -->
<#macro forwarding path twin pages=unintercepted>
    location ${path} {
        limit_req zone=pluginlb_feed burst=10000 nodelay;
        error_page 597 = @${twin};
        mirror pluginlb_started;
        # Told when the body is there: a client that sends it slowly says nothing about the endpoint.
        mirror_request_body on;
<@forward pages><#nested></@forward>
    }
    location @${twin} {
        # A node's own 597, where its errors are intercepted: it has the request already, and must not get it again.
        if ($upstream_addr) {
            return 502;
        }
<@forward pages><#nested></@forward>
    }
</#macro>
<#macro forward pages>
<@pages/>
        error_page 413 @pluginlb_too_large;
<#if longAtOnce??>
        # Too many long requests run: it waits, see below.
        limit_conn pluginlb_long_${longAtOnce} ${longAtOnce};
        error_page 598 = @pluginlb_wait1;
</#if>
<#nested>
<#if front.driver == "LUA">
        # A long request waits here while no node may take it; whoever is gone meanwhile waits no more.
        lua_check_client_abort on;
        access_by_lua_block {
            <@lua.code/>.access()
        }
        proxy_pass http://dify_plugin_daemon_servers;
<#else>
        proxy_pass http://$dify_plugin_daemon_pool;
</#if>
</#macro>
