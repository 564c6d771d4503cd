package dev.pluginlb.traffic;

/** What requests are told apart by. */
public enum KeyForm {
    /** The path as it came: {@code /plugin/7f3c/dispatch/llm/invoke}. */
    PATH,
    /** Method and route template: {@code POST /plugin/:tenant_id/dispatch/llm/invoke}. */
    ROUTE,
    /** Route and plugin: {@code POST /plugin/:tenant_id/dispatch/llm/invoke langgenius/openai}. */
    ROUTE_PLUGIN
}
