<#-- What nginx/lua/state.lua reads. ${r"${version}"} is a hash over all the rest. -->
version ${version}
rule ${rule}
main ${main}
floor ${floor}
<#list plan.all.servers as server>
node ${server.address} ${server.weight} 0
</#list>
<#list long as endpoint>
long ${endpoint}
</#list>
<#list short as endpoint>
short ${endpoint}
</#list>
