package dev.pluginlb;

import dev.pluginlb.config.Settings;
import dev.pluginlb.control.StateSubject;
import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.wiring.Wiring;

/** Renders, and counts how long it takes. Confined to the control loop, as its renderer is. */
record Rendition(Renderer renderer, Settings settings, WorkTimes times) {

    RenderedConfig config(RoutingPlan plan) {
        return times.time(Work.RENDER, () -> renderer.render(plan));
    }

    NginxState state(StateSubject subject) {
        return times.time(
                Work.RENDER,
                () -> renderer.state(subject.plan(), Wiring.facts(settings, subject.drained(), subject.runners())));
    }

    void forgetTemplates() {
        renderer.forgetTemplates();
    }
}
