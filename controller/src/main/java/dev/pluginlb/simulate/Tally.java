package dev.pluginlb.simulate;

import java.util.stream.DoubleStream;

/** Gathers how long requests took, but for those that arrived while the cluster was still filling up. */
final class Tally {

    private final double from;
    private final DoubleStream.Builder shortTimes = DoubleStream.builder();
    private final DoubleStream.Builder longTimes = DoubleStream.builder();

    /** @param from requests that arrive before this do not count */
    Tally(double from) {
        this.from = from;
    }

    void add(Request request, double endedAt) {
        if (request.at() >= from) {
            (request.isLong() ? longTimes : shortTimes).add(endedAt - request.at());
        }
    }

    /** To be called once. */
    Figures figures() {
        return Figures.of(shortTimes.build().toArray(), longTimes.build().toArray());
    }
}
