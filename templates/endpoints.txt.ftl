<#-- The classes of endpoints, where they are not as usual; the end of what nginx/lua/statetext.lua reads. -->
<#list long as endpoint>
long ${endpoint}
</#list>
<#list short as endpoint>
short ${endpoint}
</#list>
