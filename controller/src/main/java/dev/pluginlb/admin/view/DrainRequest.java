package dev.pluginlb.admin.view;

import org.jspecify.annotations.Nullable;

/**
 * What may be said with a drain.
 *
 * @param who the operator; if missing, the address the request came from
 * @param reason for others to read
 */
public record DrainRequest(@Nullable String who, @Nullable String reason) {}
