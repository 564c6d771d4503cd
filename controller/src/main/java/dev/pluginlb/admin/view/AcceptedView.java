package dev.pluginlb.admin.view;

/**
 * A wish was taken.
 *
 * @param url where its outcome is to be read
 */
public record AcceptedView(String id, String url) {}
