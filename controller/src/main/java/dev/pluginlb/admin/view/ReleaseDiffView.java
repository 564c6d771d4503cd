package dev.pluginlb.admin.view;

import org.jspecify.annotations.Nullable;

/**
 * What one release says otherwise than another.
 *
 * @param from null when there is none to compare with: then all is new
 * @param diff unified, over all files; empty when there is no difference
 * @param objection why nobody may go back to this release; null when one may
 */
public record ReleaseDiffView(
        @Nullable String from,
        String to,
        String diff,
        @Nullable String objection) {}
