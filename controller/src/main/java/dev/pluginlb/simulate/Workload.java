package dev.pluginlb.simulate;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.RequestClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An invented workload: requests arrive at random (Poisson), each long with the same chance.
 *
 * @param load the work of a second as a share of what all nodes can do
 * @param longShare share of requests that are long
 * @param wrongShare share of requests that the proxy takes for the other class
 * @param seconds how long requests arrive
 */
public record Workload(
        double load, double longShare, double wrongShare, Service shortWork, Service longWork, double seconds) {

    private static final EndpointKey SHORT = new EndpointKey("POST /short");
    private static final EndpointKey LONG = new EndpointKey("POST /long");

    /** @throws IllegalArgumentException if a number is out of its range */
    public Workload {
        if (!(load > 0) || !(seconds > 0) || !isShare(longShare) || !isShare(wrongShare)) {
            throw new IllegalArgumentException("workload: load " + load + ", long " + longShare + ", wrong "
                    + wrongShare + ", " + seconds + " s (expected: load and time above 0, shares from 0 to 1)");
        }
    }

    private static boolean isShare(double number) {
        return number >= 0 && number <= 1;
    }

    /** The workload of the measured tables: short ones of 30 ms, long ones lognormal with a mean of 1.5 s. */
    public static Workload usual(double load, double longShare) {
        return new Workload(load, longShare, 0, Service.constant(0.03), Service.lognormal(1.5, 1), 360);
    }

    /** The same seed gives the same requests. */
    public List<Request> requests(List<NodeSpec> nodes, long seed) {
        Random random = new Random(seed);
        double capacity = nodes.stream().mapToDouble(NodeSpec::capacity).sum();
        double meanWork = longShare * longWork.mean() + (1 - longShare) * shortWork.mean();
        double rate = load * capacity / meanWork;
        List<Request> requests = new ArrayList<>();
        for (double at = gap(random, rate); at < seconds; at += gap(random, rate)) {
            requests.add(request(at, random));
        }
        return requests;
    }

    private static double gap(Random random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    private Request request(double at, Random random) {
        boolean isLong = random.nextDouble() < longShare;
        boolean wrong = random.nextDouble() < wrongShare;
        return new Request(
                at,
                (isLong ? longWork : shortWork).next(random),
                isLong ? RequestClass.LONG : RequestClass.SHORT,
                isLong != wrong ? RequestClass.LONG : RequestClass.SHORT,
                isLong ? LONG : SHORT);
    }
}
