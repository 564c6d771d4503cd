<#-- The classes of endpoints, where they are not as usual; the end of what nginx/lua/state.lua reads. -->
<#list long as endpoint>
long ${endpoint}
</#list>
<#list short as endpoint>
short ${endpoint}
</#list>
