/**
 * Decides: from the cluster as it stands, and what was decided before, to a routing plan with reasons.
 *
 * <p>Pure. What a policy must not get wrong (who may serve, how far numbers may fall, how much weights may move) is
 * decided before the policy is asked, so that a policy only arranges servers into pools.
 */
@NullMarked
package dev.pluginlb.policy;

import org.jspecify.annotations.NullMarked;
