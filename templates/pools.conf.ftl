<#-- Further pools that HTTP goes through. Who serves was decided outside; Nginx passes over a server that refuses. -->
<#list httpPools as pool>
<#assign service = pool.service>
upstream ${service.name} {
    zone ${service.name} ${256 + 2 * pool.servers?size}k;
<#if service.balance == "LEAST_CONN">
    least_conn;
<#elseif service.balance == "SOURCE_HASH">
    hash $remote_addr consistent;
</#if>
<#list pool.servers as server>
    server ${server} max_fails=0;
<#else>
    server 127.0.0.1:1 down;
</#list>
    keepalive 16;
    keepalive_timeout 4s;
}
<#if service.listen.isPresent()>
server {
    listen ${service.listen.get()};
    access_log off;
    # A front is no member: a probe that ends up here is told so, and no request goes round in circles for it.
    if ($http_x_pluginlb_probe) {
        return 421 '{"code":"misdirected","message":"this is a pluginlb front, not a member of ${service.name}"}';
    }
<#if front.nginx.keepsIdleConnectionsOnReload()>
    keepalive_timeout 75s;
    keepalive_min_timeout 10s;
<#else>
    # Before 1.27.4 a reload closes idle connections, also under a request that is just being sent.
    keepalive_timeout 0;
</#if>
    client_max_body_size ${front.maxBody};
    send_timeout ${service.timeout.toMillis()}ms;
    server_tokens off;
    # What Nginx itself refuses, before any location is known: a named location would need a path.
    error_page 400 403 405 408 411 414 494 501 505 /pluginlb-refused;
    location = /pluginlb-refused {
        default_type application/json;
        return 400 '{"code":"bad_request","message":"malformed request, or one of a kind that is not taken"}';
    }
    # Always a 503, of which Dify's api says that the service is unavailable.
    error_page 502 503 504 = @pluginlb_unreachable;
    error_page 413 @pluginlb_too_large;
    error_page 500 @pluginlb_broken;

    location / {
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $pluginlb_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_buffering off;
        proxy_ignore_headers X-Accel-Redirect X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Expires X-Accel-Charset;
        proxy_connect_timeout 3s;
        proxy_read_timeout ${service.timeout.toMillis()}ms;
        proxy_send_timeout ${service.timeout.toMillis()}ms;
        # A request that may have reached a member is never sent again, but for methods that are safe to repeat.
        proxy_next_upstream error timeout;
        proxy_next_upstream_timeout 15s;
        proxy_pass http://${service.name};
    }
    location @pluginlb_unreachable {
        default_type application/json;
        return 503 '{"code":"unavailable","message":"no member of ${service.name} can be reached"}';
    }
    location @pluginlb_broken {
        default_type application/json;
        return 500 '{"code":"internal","message":"the front of ${service.name} could not pass the request on"}';
    }
    location @pluginlb_too_large {
        default_type application/json;
        return 413 '{"code":"too_large","message":"request body larger than ${front.maxBody}"}';
    }
}
</#if>
</#list>
