<#-- What nginx/lua/state.lua reads. ${r"${version}"} is a hash over all the rest. -->
version ${version}
rule ${rule}
main ${main}
floor ${floor}
<#list plan.all.servers as server>
node ${server.address} ${server.weight} 0
</#list>
<#if rule == "pools">
<#list {"short": plan.forShort, "long": plan.forLong} as name, pool>
pool ${name} ${pool.balancing?lower_case?replace("_", "-")}
<#list pool.servers as server>
${server.backup?string("backup", "server")} ${name} ${server.address} ${server.weight}
</#list>
</#list>
</#if>
<#list long as endpoint>
long ${endpoint}
</#list>
<#list short as endpoint>
short ${endpoint}
</#list>
