package dev.pluginlb.bench.node;

/** What the load and the nodes say to each other: names of headers and fields. */
public final class Call {

    /** The request's number; the answer repeats it. */
    public static final String ID = "X-Bench-Id";

    /** How much work it is, in nanoseconds. */
    public static final String WORK = "X-Bench-Work";

    private Call() {}

    /** The whole answer. */
    public static String answer(String id) {
        return "{\"code\":0,\"message\":\"success\",\"data\":{\"id\":\"" + id + "\"}}";
    }
}
