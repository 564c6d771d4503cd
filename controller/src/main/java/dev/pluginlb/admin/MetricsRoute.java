package dev.pluginlb.admin;

import dev.pluginlb.control.Controller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The metrics as Prometheus text. */
final class MetricsRoute {

    private final Controller controller;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    MetricsRoute(Controller controller) {
        this.controller = controller;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::answer);
    }

    private void answer(Context ctx) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, Metrics.of(controller));
        ctx.contentType(writer.getContentType()).result(text.toByteArray());
    }
}
