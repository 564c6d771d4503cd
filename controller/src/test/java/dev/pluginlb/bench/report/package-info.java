/**
 * What is shown of a run: the result file, the table, the plots and the table of a document.
 *
 * <p>Nothing may be measured here.
 */
@NullMarked
package dev.pluginlb.bench.report;

import org.jspecify.annotations.NullMarked;
