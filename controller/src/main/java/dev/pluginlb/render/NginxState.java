package dev.pluginlb.render;

/**
 * What an Nginx of the Lua driver chooses by, ready to be told.
 *
 * @param version names the content: equal texts have equal versions, whoever rendered them
 * @param text as {@code nginx/lua/statetext.lua} reads it
 */
public record NginxState(String version, String text) {}
