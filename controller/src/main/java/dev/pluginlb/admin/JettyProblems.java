package dev.pluginlb.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.ProblemView;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what Jetty refuses before any route sees it (malformed requests) in the same form as everything else. */
final class JettyProblems extends ErrorHandler {

    /** Jetty's own would leave the answer to any other method than GET, HEAD and POST without type and words. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        SafeHeaders.ALL.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
        Content.Sink.write(response, true, body(code), callback);
    }

    private static String body(int code) {
        String detail = code < HttpStatus.INTERNAL_SERVER_ERROR_500 ? "malformed request" : Problems.INTERNAL;
        try {
            return AdminJson.mapper().writeValueAsString(ProblemView.of(code, HttpStatus.getMessage(code), detail));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
