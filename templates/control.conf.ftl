<#-- Tells which config is really live. ${r"${version}"} is a hash over all that is rendered, so only this file may use it. -->
server {
    listen ${front.controlListen};
    access_log off;
    keepalive_timeout 0;

    location = /pluginlb/version {
        default_type text/plain;
        add_header X-Pluginlb-Worker $pid;
        return 200 "${version}\n";
    }
    location / {
        return 404;
    }
}
