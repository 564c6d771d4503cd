package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules that need more than one value, or what is known outside of this package; refused values are passed over. */
final class CrossChecks {

    private static final String PASSWORD_RULE = "empty when redis.password-file is set";

    private final Values values;
    private final PolicyRule policies;
    private final Problems problems;

    CrossChecks(Values values, PolicyRule policies, Problems problems) {
        this.values = values;
        this.policies = policies;
        this.problems = problems;
    }

    void run() {
        pair(Keys.REDIS_PASSWORD, Keys.REDIS_PASSWORD_FILE, AdminSettings::oneAtMost, PASSWORD_RULE);
        pair(
                Keys.SENTINEL_NODES,
                Keys.SENTINEL_ENABLED,
                (nodes, asked) -> !asked || !nodes.isEmpty(),
                SentinelSettings.NODES_RULE);
        pair(
                Keys.SENTINEL_SERVICE,
                Keys.SENTINEL_ENABLED,
                (service, asked) -> !asked || service.isPresent(),
                SentinelSettings.SERVICE_RULE);
        pair(Keys.MIN_SAMPLES, Keys.WINDOW, ClassificationSettings::samplesFit, ClassificationSettings.SAMPLES_RULE);
        values.find(Keys.STATIC)
                .filter(nodes -> !DiscoverySettings.distinct(nodes.value()))
                .ifPresent(nodes -> refuse(nodes, DiscoverySettings.DISTINCT_RULE));
        values.find(Keys.POOLS)
                .filter(pools -> !PoolSettings.distinct(pools.value()))
                .ifPresent(pools -> refuse(pools, PoolSettings.UNIQUE_RULE));
        values.find(Keys.STATE_DIR).ifPresent(folder -> policy(folder.value()));
        pair(Keys.DEBOUNCE, Keys.MAX_WAIT, ReloadSettings::debounceFits, ReloadSettings.DEBOUNCE_RULE);
        pair(Keys.ELECTION_TTL, Keys.ELECTION_INTERVAL, ElectionSettings::outlives, ElectionSettings.TTL_RULE);
        pair(Keys.ADMIN_TOKEN, Keys.ADMIN_TOKEN_FILE, AdminSettings::oneAtMost, AdminSettings.TOKEN_RULE);
        BiPredicate<Optional<Path>, Optional<Path>> both = (one, other) -> one.isEmpty() || other.isPresent();
        pair(Keys.ADMIN_TLS_CERT, Keys.ADMIN_TLS_KEY, both, AdminSettings.CERTIFICATE_RULE);
        pair(Keys.ADMIN_TLS_KEY, Keys.ADMIN_TLS_CERT, both, AdminSettings.KEY_RULE);
        admin();
        listens();
    }

    /** Others may reach the admin API only over TLS, and only with a token that was given. */
    private void admin() {
        values.find(Keys.ADMIN_LISTEN)
                .filter(listen -> !AdminSettings.mayListen(
                        listen.value(),
                        isGiven(Keys.ADMIN_TOKEN) || isGiven(Keys.ADMIN_TOKEN_FILE),
                        isGiven(Keys.ADMIN_TLS_CERT) && isGiven(Keys.ADMIN_TLS_KEY)))
                .ifPresent(listen -> refuse(listen, AdminSettings.LISTEN_RULE));
    }

    private boolean isGiven(Key<? extends Optional<?>> key) {
        return values.find(key).filter(found -> found.value().isPresent()).isPresent();
    }

    /** All that listen on TCP; each later one must differ from each earlier one. */
    private void listens() {
        Stream<Resolved<Address>> single = Stream.of(
                        values.find(Keys.INTERNAL_LISTEN),
                        values.find(Keys.PUBLIC_LISTEN),
                        control(),
                        values.find(Keys.ADMIN_LISTEN))
                .flatMap(Optional::stream);
        List<Resolved<Address>> listens = Stream.concat(single, pools()).toList();
        for (int later = 1; later < listens.size(); later++) {
            Resolved<Address> listen = listens.get(later);
            listens.subList(0, later).stream()
                    .filter(earlier -> !Listening.apart(earlier.value(), listen.value()))
                    .findFirst()
                    .ifPresent(earlier ->
                            refuse(listen, Listening.APART_RULE + earlier.key().path()));
        }
    }

    /** The control listener's address under a key of its own type, when it is no socket. */
    private Optional<Resolved<Address>> control() {
        return values.find(Keys.CONTROL_LISTEN)
                .flatMap(control -> control.value()
                        .filter(ControlListen.Tcp.class::isInstance)
                        .map(listen -> ((ControlListen.Tcp) listen).address())
                        .map(address -> listen(control.key().path(), address, control.origin())));
    }

    /** Where further pools listen, each under its place in the list. */
    private Stream<Resolved<Address>> pools() {
        return values.find(Keys.POOLS).stream()
                .flatMap(pools -> IntStream.range(0, pools.value().size())
                        .boxed()
                        .flatMap(i -> pools.value().get(i).service().listen().stream()
                                .map(address -> listen("pools[" + i + "].listen", address, pools.origin()))));
    }

    private static Resolved<Address> listen(String path, Address address, Origin origin) {
        return new Resolved<>(
                new Key<>(path, "", Shapes.ADDRESS, List.of()), address, Node.text(address.toString()), origin);
    }

    private void policy(Path stateDir) {
        values.find(Keys.POLICY)
                .ifPresent(policy -> policies.against(policy.value(), stateDir).ifPresent(rule -> {
                    refuse(policy, rule);
                    problems.mayPass();
                }));
    }

    private <A, B> void pair(Key<A> key, Key<B> other, BiPredicate<A, B> holds, String rule) {
        values.find(key)
                .filter(one -> values.find(other)
                        .filter(two -> !holds.test(one.value(), two.value()))
                        .isPresent())
                .ifPresent(one -> refuse(one, rule));
    }

    private void refuse(Resolved<?> resolved, String rule) {
        resolved.key().place(resolved.origin(), problems).refuse(resolved.node(), rule);
    }
}
