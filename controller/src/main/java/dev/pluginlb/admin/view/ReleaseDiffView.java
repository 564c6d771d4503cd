package dev.pluginlb.admin.view;

import org.jspecify.annotations.Nullable;

/**
 * What one release says otherwise than another.
 *
 * @param from null when there is none to compare with: then all is new
 * @param diff unified, over all files; empty when there is no difference
 */
public record ReleaseDiffView(@Nullable String from, String to, String diff) {}
