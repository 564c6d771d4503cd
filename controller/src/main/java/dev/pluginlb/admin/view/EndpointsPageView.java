package dev.pluginlb.admin.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the endpoints.
 *
 * @param total endpoints that are known
 * @param matched of them those that were searched for
 * @param requests counted, over all endpoints
 * @param longEndpoints how many of all endpoints are long
 * @param rate requests per second, over all endpoints
 * @param overMs the time that rates are the mean of; null while none is known
 */
public record EndpointsPageView(
        int total,
        int matched,
        long requests,
        int longEndpoints,
        @Nullable Double rate,
        @Nullable Long overMs,
        List<EndpointRow> endpoints) {

    public EndpointsPageView {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One endpoint, as all controllers together saw it.
     *
     * @param rate requests per second
     * @param recentMs the mean of its newest requests; null when there is none
     */
    public record EndpointRow(
            StatsView.EndpointView endpoint,
            @Nullable Double rate,
            @Nullable Double recentMs) {}
}
