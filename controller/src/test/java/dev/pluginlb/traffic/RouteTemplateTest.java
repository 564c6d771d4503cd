package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTemplateTest {

    private static final String TAIL = "pluginlbtail";

    @ParameterizedTest
    @CsvSource({
        "/e/abc, /e/:hook_id",
        "/e/abc/any/thing, /e/:hook_id",
        "/plugin/t1/dispatch/llm/invoke, /plugin/:tenant_id/dispatch/llm/invoke",
        "/plugin/t1/asset/9f, /plugin/:tenant_id/asset/:id",
        "/plugin/t1/asset/9f/more, /plugin/:tenant_id/asset/9f/more",
        "/plugin/t1/management/install/tasks/7, /plugin/:tenant_id/management/install/tasks/:id",
        "/plugin/t1/management/install/tasks/delete_all, /plugin/:tenant_id/management/install/tasks/delete_all",
        "/plugin/t1/management/install/tasks/7/delete, /plugin/:tenant_id/management/install/tasks/:id/delete",
        "/plugin/t1/management/install/tasks/7/delete/a/b, /plugin/:tenant_id/management/install/tasks/:id/delete",
        "/health/check, /health/check",
        "/plugin/t1, /plugin/t1",
    })
    void pathsOfOneRouteShareATemplate(String path, String template) {
        assertThat(templateOf(path)).isEqualTo(template);
    }

    private static String templateOf(String path) {
        for (RouteTemplate route : RouteTemplate.OFFICIAL) {
            Matcher matcher = Pattern.compile(route.pattern()).matcher(path);
            if (matcher.find()) {
                boolean tailed = route.template().contains("$" + TAIL);
                return tailed ? route.template().replace("$" + TAIL, matcher.group(TAIL)) : route.template();
            }
        }
        return path;
    }
}
