package dev.pluginlb.control;

import dev.pluginlb.redis.StatsReading;
import java.util.Optional;

/**
 * What is known of requests and their nodes.
 *
 * @param reading what Redis held when it was read last
 * @param problem why that is not now; empty when it is
 * @param learning how what is known comes about
 */
public record Statistics(StatsReading reading, Optional<String> problem, LearningState learning) {}
