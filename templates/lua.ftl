<#-- The Lua code of this release; loaded once, when Nginx reads the config. -->
<#macro code>(package.loaded.pluginlb or dofile("${front.dir}/current/pluginlb.lua"))</#macro>
