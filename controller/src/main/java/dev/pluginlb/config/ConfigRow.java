package dev.pluginlb.config;

/**
 * One setting of the effective configuration, for people and for JSON.
 *
 * @param value one line of YAML, or a mask for a secret
 * @param origin {@code default}, {@code file NAME:LINE}, {@code env NAME}, {@code env-file FILE NAME} or {@code command
 *     line}
 */
public record ConfigRow(String key, String value, String origin) {}
