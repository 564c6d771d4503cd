package dev.pluginlb.demo;

/**
 * One argument of a stand-in, for people.
 *
 * @param name without its dashes
 * @param value what stands for its value
 */
public record StandInFlag(String name, String value, String words) {}
