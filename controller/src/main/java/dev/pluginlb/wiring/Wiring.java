package dev.pluginlb.wiring;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.AddressRules;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Liveness;
import dev.pluginlb.cluster.Membership;
import dev.pluginlb.cluster.Roster;
import dev.pluginlb.cluster.Runners;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.config.ClassificationSettings;
import dev.pluginlb.config.DiscoverySettings;
import dev.pluginlb.config.ElectionSettings;
import dev.pluginlb.config.PoolHealth;
import dev.pluginlb.config.RedisSettings;
import dev.pluginlb.config.ReloadSettings;
import dev.pluginlb.config.Secret;
import dev.pluginlb.config.SentinelSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.config.TlsSettings;
import dev.pluginlb.control.Services;
import dev.pluginlb.nginx.ReloadPacer;
import dev.pluginlb.plugins.FoundPolicies;
import dev.pluginlb.policy.Floor;
import dev.pluginlb.policy.MainNode;
import dev.pluginlb.policy.Planner;
import dev.pluginlb.policy.Policies;
import dev.pluginlb.policy.RoutingPolicy;
import dev.pluginlb.policy.ServicePlanner;
import dev.pluginlb.probe.HealthProbes;
import dev.pluginlb.redis.ControllerRegister;
import dev.pluginlb.redis.DrainRegister;
import dev.pluginlb.redis.Election;
import dev.pluginlb.redis.GarbageCollector;
import dev.pluginlb.redis.Junk;
import dev.pluginlb.redis.Keys;
import dev.pluginlb.redis.RedisAccess;
import dev.pluginlb.redis.StatsReader;
import dev.pluginlb.redis.StatsStore;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.render.StateFacts;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts that need no more than what pluginlb was told, each new at every call; starts none of them. */
public final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private static final int HIGHEST_3XX = 399;

    private final Settings settings;

    public Wiring(Settings settings) {
        this.settings = settings;
    }

    public Membership membership() {
        DiscoverySettings discovery = settings.discovery();
        return new Membership(new Membership.Rules(
                discovery.heartbeatTimeout(),
                new Liveness.Thresholds(
                        settings.health().rise(), settings.health().fall()),
                new AddressRules(discovery.prefer(), discovery.exclude(), discovery.rewrite())));
    }

    public Planner planner() {
        Floor floor = new Floor(
                settings.routing().minLiveShare(),
                settings.discovery().heartbeatTimeout().multipliedBy(Membership.ABSENT_TIMEOUTS));
        return new Planner(
                policy(settings.routing().policy()),
                floor,
                new MainNode(settings.routing().main()),
                settings.routing().nodeSlots());
    }

    private RoutingPolicy policy(String name) {
        return Policies.builtIn().find(name).orElseGet(() -> foundPolicy(name));
    }

    /** Found when the settings were checked, too; gone only if the jar was taken away just now. */
    private RoutingPolicy foundPolicy(String name) {
        FoundPolicies found = FoundPolicies.in(settings.stateDir());
        found.refused().forEach(line -> LOG.warn("not loaded: {}", line));
        RoutingPolicy policy = found.policies()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("routing.policy: " + name + " (expected: one of "
                        + found.policies().names() + ")"));
        LOG.info("routing.policy: {} from {}", name, found.origins().get(name));
        return policy;
    }

    public ReloadPacer pacer(Instant now) {
        ReloadSettings reload = settings.reload();
        return new ReloadPacer(
                new ReloadPacer.Limits(reload.debounce(), reload.maxWait(), reload.minInterval(), reload.burst()), now);
    }

    public Renderer renderer(NginxSite site, NginxVersion version, Driver driver) throws IOException {
        return new Renderer(site.front(version, driver), settings.nginx().templates());
    }

    /** What the Lua driver's Nginx is told besides the plan. */
    public static StateFacts facts(Settings settings, Set<Address> drained, Runners runners) {
        return new StateFacts(
                settings.routing().minLiveShare(),
                settings.routing().nodeSlots() > 0 ? StateFacts.Slots.GIVEN : StateFacts.Slots.LEARNED,
                drained,
                runners);
    }

    /** The further pools, of which nothing is known yet. */
    public Services services() {
        return new Services(
                servicePlanner(),
                settings.pools().stream()
                        .map(pool -> new Services.Watched(
                                pool.service(),
                                new Roster(pool.members(), pool.health().thresholds())))
                        .toList());
    }

    public ServicePlanner servicePlanner() {
        return new ServicePlanner(settings.routing().minLiveShare());
    }

    public static HealthProbes.Rules probeRules(PoolHealth health) {
        HealthProbes.Sign sign = health.path()
                .<HealthProbes.Sign>map(path -> new HealthProbes.Page(path, HIGHEST_3XX))
                .orElseGet(HealthProbes.Connection::new);
        return new HealthProbes.Rules(sign, health.interval(), health.timeout());
    }

    public HealthProbes.Rules probeRules() {
        return new HealthProbes.Rules(
                settings.health().path(),
                settings.health().interval(),
                settings.health().timeout());
    }

    public List<Heartbeat> fixedNodes() {
        return settings.discovery().fixed().stream()
                .map(node -> new Heartbeat(node.id(), Source.STATIC, List.of(node.address()), 0, node.weight()))
                .toList();
    }

    public Keys keys() {
        return new Keys(settings.redis().keyPrefix(), settings.redis().statsPrefix());
    }

    /** @throws IOException if the CA file cannot be used */
    public Shared shared(Junk junk, InstantSource clock) throws IOException {
        return new Shared(redis().client(), junk, Identity.ofThisProcess(), clock);
    }

    public Election election(Shared shared) {
        ElectionSettings election = settings.election();
        return new Election(
                shared.redis(), keys(), shared.identity().id(), election.interval(), election.ttl(), shared.clock());
    }

    private ClassRule classRule() {
        ClassificationSettings classes = settings.classification();
        return new ClassRule(classes.threshold(), classes.window(), classes.minSamples(), classes.exitRatio());
    }

    public Ledger ledger() {
        ClassificationSettings classes = settings.classification();
        return new Ledger(
                classes.key(),
                classes.threshold(),
                classes.maxEndpoints(),
                settings.nginx().readTimeout());
    }

    public StatsStore statsStore(Shared shared) {
        return new StatsStore(
                shared.redis(),
                keys(),
                shared.junk(),
                shared.identity().id(),
                new StatsStore.Rules(classRule(), settings.classification().maxEndpoints()));
    }

    public StatsReader statsReader(Shared shared) {
        return new StatsReader(shared.redis(), keys(), shared.junk(), classRule(), shared.clock());
    }

    public ControllerRegister register(Shared shared) {
        return new ControllerRegister(shared.redis(), keys(), shared.identity().id());
    }

    public DrainRegister drainRegister(Shared shared) {
        return new DrainRegister(shared.redis(), keys());
    }

    public GarbageCollector garbageCollector(Shared shared) {
        return new GarbageCollector(
                shared.redis(),
                keys(),
                shared.junk(),
                new GarbageCollector.Rules(
                        settings.discovery().heartbeatTimeout(),
                        settings.classification().idleExpiry(),
                        settings.classification().maxEndpoints(),
                        classRule()));
    }

    public RedisAccess redis() {
        RedisSettings redis = settings.redis();
        return new RedisAccess(
                place(redis),
                new RedisAccess.Login(redis.username(), redis.password().map(Secret::reveal)),
                redis.db(),
                tls(redis.tls()));
    }

    private static RedisAccess.Place place(RedisSettings redis) {
        SentinelSettings sentinel = redis.sentinel();
        if (!sentinel.enabled()) {
            return new RedisAccess.At(redis.address());
        }
        return new RedisAccess.Watched(
                sentinel.nodes(),
                sentinel.serviceName().orElseThrow(),
                new RedisAccess.Login(sentinel.username(), sentinel.password().map(Secret::reveal)),
                sentinel.socketTimeout());
    }

    private static RedisAccess.Tls tls(TlsSettings tls) {
        if (!tls.enabled()) {
            return RedisAccess.Tls.OFF;
        }
        RedisAccess.Tls.Mode mode = tls.verify() == TlsSettings.Verify.REQUIRED
                ? RedisAccess.Tls.Mode.VERIFIED
                : RedisAccess.Tls.Mode.UNVERIFIED;
        return new RedisAccess.Tls(mode, tls.caFile());
    }
}
