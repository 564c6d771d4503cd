package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.ProblemView;

/** What the controller answered. */
record Reply(Place place, int status, String body) {

    private static final int OK = 200;

    boolean isOk() {
        return status == OK;
    }

    /** @throws CommandFailedException if this is no such value, so no controller's answer */
    <T> T as(Class<T> type) {
        try {
            T value = AdminJson.read(body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw notOurs();
        }
        throw notOurs();
    }

    /** @throws CommandFailedException if this is no JSON, so no controller's answer */
    String pretty() {
        try {
            return AdminJson.pretty(body);
        } catch (JsonProcessingException e) {
            throw notOurs();
        }
    }

    /** The failure that this reply tells of. */
    CommandFailedException failure() {
        String detail = as(ProblemView.class).detail();
        return new CommandFailedException(ExitCode.FAILED, detail == null ? "answered " + status : detail);
    }

    private CommandFailedException notOurs() {
        return new CommandFailedException(
                ExitCode.FAILED,
                place + " answered " + status + ", and not as a controller does: is it the admin API?");
    }
}
