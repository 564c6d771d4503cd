package dev.pluginlb.bench.work;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Exact, event by event: each request goes to the station with the fewest in flight, the first of them in turn where several
 * have.
 */
public final class Simulation {

    private final List<Station> stations;
    private int turn;

    private Simulation(List<Station> stations) {
        this.stations = stations;
    }

    /** How long each request of a trace takes that counts. */
    public static List<Answered> of(Cell cell, Trace trace) {
        return new Simulation(cell.reference().stations(cell)).open(trace);
    }

    /** The same for clients that ask again as soon as they are answered. */
    public static List<Answered> of(Cell cell, Clients clients) {
        return new Simulation(cell.reference().stations(cell)).closed(clients);
    }

    private List<Answered> open(Trace trace) {
        List<Answered> answered = new ArrayList<>();
        for (Arrival arrival : trace.arrivals()) {
            finishUntil(arrival.at(), trace, answered);
            next().arrive(arrival.at(), arrival.job());
        }
        finishUntil(Station.NEVER - 1, trace, answered);
        return answered;
    }

    private void finishUntil(long end, Trace trace, List<Answered> answered) {
        Station first = firstToEnd();
        while (first.nextEnd() <= end) {
            long at = first.nextEnd();
            Arrival begun = trace.arrivals().get(first.finish().id());
            if (trace.counts(begun)) {
                answered.add(new Answered(begun.job().kind(), at - begun.at()));
            }
            first = firstToEnd();
        }
    }

    private List<Answered> closed(Clients clients) {
        List<Answered> answered = new ArrayList<>();
        PriorityQueue<Arrival> coming = new PriorityQueue<>(Comparator.comparingLong(Arrival::at));
        long[] begun = new long[clients.count()];
        for (int client = 0; client < clients.count(); client++) {
            coming.add(new Arrival(clients.begin(client), clients.next(client)));
        }
        long at = 0;
        while (at < clients.end()) {
            Station first = firstToEnd();
            Arrival arrival = coming.peek();
            if (arrival != null && arrival.at() < first.nextEnd()) {
                at = arrival.at();
                coming.remove();
                begun[arrival.job().id()] = at;
                next().arrive(at, arrival.job());
            } else {
                at = first.nextEnd();
                Job job = first.finish();
                if (clients.counts(at)) {
                    answered.add(new Answered(job.kind(), at - begun[job.id()]));
                }
                coming.add(new Arrival(at, clients.next(job.id())));
            }
        }
        return answered;
    }

    private Station firstToEnd() {
        return stations.stream().min(Comparator.comparingLong(Station::nextEnd)).orElseThrow();
    }

    private Station next() {
        Station best = stations.get(turn % stations.size());
        for (int i = 1; i < stations.size(); i++) {
            Station other = stations.get((turn + i) % stations.size());
            if (other.inFlight() < best.inFlight()) {
                best = other;
            }
        }
        turn++;
        return best;
    }
}
