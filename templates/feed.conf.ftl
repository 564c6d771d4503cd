<#-- The feed: one line for each request that begins, and one for each that ends, to the controller, without ever waiting for it. -->
<#assign answer = r"$request_method\t$uri\t$pluginlb_plugin_header\t$status\t$upstream_addr\t$upstream_status\t$upstream_header_time\t$upstream_response_time\t$bytes_sent\t$request_time\t$dify_plugin_daemon_class\t$dify_plugin_daemon_pool\t$pluginlb_before">
# By the key the controller tells our lines from those of others, who can send to the same port. It stands in a file beside the
# config, which people are shown. Of a file that may be missing a pattern is included: nothing is learned then, but Nginx runs.
map "" $pluginlb_feed_key {
    default -;
    include "${front.feedKey}";
}
# By which the controller sees, on the control listener, which key that is; it leads to none.
map print $pluginlb_feed_print {
    default -;
    include "${front.feedKey}";
}
log_format pluginlb_feed "$pluginlb_feed_key\t$connection-$connection_requests\t$pluginlb_weight\t${answer}";
log_format pluginlb_started "$pluginlb_feed_key\t$pid\t$connection-$connection_requests\t$pluginlb_endpoint";
# A start is told only if the line of its end, where each byte may take four, will be read: else it would seem to run for ever.
map "$limit_req_status $request $pluginlb_plugin_header" $pluginlb_told {
    default "";
    "~^PASSED [\s\S]{1,1000}\z" $pluginlb_endpoint;
}
# A datagram costs a third of a short request's work. So up to this rate every request is told of, when it begins and when
# it ends; above it every slow one when it ends, and of the others one in a hundred, which then counts for a hundred.
# Nothing is refused.
limit_req_zone pluginlb zone=pluginlb_feed:32k rate=500r/s;
split_clients "$connection $connection_requests $msec" $pluginlb_sampled {
    1% 100;
    * 0;
}
map $request_time $pluginlb_unsampled {
    default 1;
    "~^0\." $pluginlb_sampled;
}
map $limit_req_status $<#if longAtOnce??>pluginlb_own_weight<#else>pluginlb_weight</#if> {
    default $pluginlb_unsampled;
    PASSED 1;
}
<#if longAtOnce??>
limit_conn_zone $pluginlb_held zone=pluginlb_long_${longAtOnce}:32k;
# Long requests have one key, others none, so they are not counted.
map $dify_plugin_daemon_class $pluginlb_held {
    default "";
    long long;
}
# What a listener of our own has sent on is told of there, and not here once more.
map "$upstream_addr|$upstream_status" $pluginlb_weight {
    default $pluginlb_own_weight;
    "~unix:[^|, ]+\|(?:.* )?(?!598\z)[0-9-]+\z" "";
}
# There, under the id that its start was told with.
log_format pluginlb_feed_held "$pluginlb_feed_key\t$http_x_pluginlb_request\t$pluginlb_weight_held\t${answer}";
map $limit_req_status $pluginlb_told_as {
    default "";
    PASSED "$connection-$connection_requests";
}
map $http_x_pluginlb_request $pluginlb_weight_held {
    default 1;
    "" $pluginlb_unsampled;
}
# Of a webhook as it would be without the wait; of all else as it came.
map $uri $pluginlb_held_hook_url {
    default $http_dify_hook_url;
    "~^/e/" $pluginlb_hook_url;
}
</#if>
