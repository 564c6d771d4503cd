<#-- Further pools that TCP goes through, for the stream block of a main file. -->
<#list tcpPools as pool>
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
}
server {
    # A peer that is gone without a word is noticed, however long a session may be silent.
    listen ${service.listen.get()} so_keepalive=on;
    proxy_socket_keepalive on;
    proxy_connect_timeout 3s;
    proxy_timeout ${service.timeout.toMillis()}ms;
    # Another member is tried only as long as no connection was made.
    proxy_next_upstream on;
    proxy_next_upstream_timeout 15s;
    proxy_pass ${service.name};
}
</#list>
