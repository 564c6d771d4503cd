package dev.pluginlb.control;

import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.TemplateRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders a plan when it differs from the one rendered last. While a template is broken the last config stays, and the
 * template is tried again every {@link #AGAIN}. Confined to the control loop.
 */
final class Rendering {

    static final Duration AGAIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);

    private final Function<RoutingPlan, RenderedConfig> renderer;
    private Optional<RoutingPlan> rendered = Optional.empty();
    private Instant notBefore = Instant.EPOCH;
    private String problem = "";

    /** @param renderer throws {@link TemplateRefusedException} when a template is broken */
    Rendering(Function<RoutingPlan, RenderedConfig> renderer) {
        this.renderer = renderer;
    }

    /** The config of a plan that was not rendered yet; empty when there is nothing new. */
    Optional<RenderedConfig> of(RoutingPlan plan, Instant now) {
        if (rendered.filter(plan::equals).isPresent() || now.isBefore(notBefore)) {
            return Optional.empty();
        }
        try {
            RenderedConfig config = renderer.apply(plan);
            rendered = Optional.of(plan);
            problem = "";
            return Optional.of(config);
        } catch (TemplateRefusedException broken) {
            if (problem.isEmpty()) {
                LOG.error("the config cannot be rendered, the last one goes on: {}", broken.getMessage());
            }
            problem = String.valueOf(broken.getMessage());
            notBefore = now.plus(AGAIN);
            return Optional.empty();
        }
    }

    /** Renders the next plan whatever it is, and at once. */
    void anew() {
        rendered = Optional.empty();
        notBefore = Instant.EPOCH;
    }

    boolean hasRendered() {
        return rendered.isPresent();
    }

    /** Why the last config is not the one for the plan; empty when it is. */
    String problem() {
        return problem;
    }
}
