package dev.pluginlb.admin;

import dev.pluginlb.admin.metrics.Metrics;
import dev.pluginlb.control.Controller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The metrics as Prometheus text. */
final class MetricsRoute {

    private final Metrics metrics;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    MetricsRoute(Controller controller) {
        this.metrics = new Metrics(controller);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::answer);
    }

    private void answer(Context ctx) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, metrics.now());
        ctx.contentType(writer.getContentType()).result(text.toByteArray());
    }
}
