package dev.pluginlb.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** The official daemon's JSON around every answer; an error's message is itself JSON. */
@JsonPropertyOrder({"code", "message", "data"})
record DaemonAnswer(int code, String message, @Nullable Object data) {

    static DaemonAnswer success(Object data) {
        return new DaemonAnswer(0, "success", data);
    }

    static DaemonAnswer unauthorized() {
        return error(-401, "PluginDaemonUnauthorizedError", "unauthorized");
    }

    static DaemonAnswer badRequest(String message) {
        return error(-400, "PluginDaemonBadRequestError", message);
    }

    static DaemonAnswer badIdentifier(String message) {
        return error(-400, "PluginUniqueIdentifierError", message);
    }

    static DaemonAnswer internal(String message) {
        return error(-500, "PluginDaemonInternalServerError", message);
    }

    /** Sent with HTTP 404, yet coded as an internal error. */
    static DaemonAnswer notReady() {
        return internal("no available node, plugin runtime not found");
    }

    private static DaemonAnswer error(int code, String type, String message) {
        return new DaemonAnswer(code, Json.write(new ErrorText(message, type, null)), null);
    }

    @JsonPropertyOrder({"message", "error_type", "args"})
    private record ErrorText(
            String message,
            @JsonProperty("error_type") String type,
            @Nullable Object args) {}
}
