package dev.pluginlb.admin;

import dev.pluginlb.control.Actor;
import io.javalin.http.Context;
import java.util.Objects;

/** Who sends a request, for the audit: the name that they give themselves, and the address that they come from. */
final class Caller {

    /** A name may be given here; the token has been checked, the name has not. */
    static final String NAME = "X-Pluginlb-User";

    private Caller() {}

    static Actor of(Context ctx) {
        return new Actor(Objects.requireNonNullElse(ctx.header(NAME), ""), ctx.ip());
    }
}
