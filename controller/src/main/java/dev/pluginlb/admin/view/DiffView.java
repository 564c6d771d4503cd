package dev.pluginlb.admin.view;

import org.jspecify.annotations.Nullable;

/**
 * What would change if the wanted release went live.
 *
 * @param from the live release; null when Nginx does not tell one
 * @param to the wanted release; null while there is none
 * @param diff unified, over all files; empty when there is no difference
 * @param note what to know when reading it; often empty
 */
public record DiffView(@Nullable String from, @Nullable String to, String diff, String note) {}
