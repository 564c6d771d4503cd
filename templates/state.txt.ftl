<#-- What nginx/lua/statetext.lua reads, up to the endpoints (endpoints.txt.ftl). ${r"${version}"} is a hash over all the rest. -->
version ${version}
rule ${rule}
main ${main}
floor ${facts.floor}
<#if live??>
reserve ${live.tuning.reserve}
quick ${live.tuning.quick}
give-way ${live.tuning.giveWay.toMillis()}
longest ${live.tuning.longest.toMillis()}
</#if>
<#list plan.all.servers as server>
node ${server.address} ${server.weight} ${(live.slots(server))!0}${learn}
</#list>
<#list facts.drained as address>
drained ${address}
</#list>
<#list facts.runners.nodes as plugin, nodes>
runs ${plugin} ${nodes?join(" ")}
</#list>
<#if rule == "pools">
<#list {"short": plan.forShort, "long": plan.forLong} as name, pool>
pool ${name} ${pool.balancing?lower_case?replace("_", "-")}
<#list pool.servers as server>
${server.backup?string("backup", "server")} ${name} ${server.address} ${server.weight}
</#list>
</#list>
</#if>
