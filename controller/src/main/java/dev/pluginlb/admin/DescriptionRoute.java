package dev.pluginlb.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What this API is, as OpenAPI: {@code openapi.yaml} of the jar, which people can read, as JSON. */
final class DescriptionRoute {

    private static final String SOURCE = "/openapi.yaml";

    void addTo(RoutesConfig routes) {
        routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(Json.TEXT));
    }

    /** Made when it is asked for first; most controllers never are. */
    private static final class Json {

        static final String TEXT = read();

        private static String read() {
            try (InputStream packaged = DescriptionRoute.class.getResourceAsStream(SOURCE)) {
                if (packaged == null) {
                    throw new IllegalStateException(SOURCE + ": missing (expected: in the jar)");
                }
                return new ObjectMapper().writeValueAsString(new YAMLMapper().readTree(packaged));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
