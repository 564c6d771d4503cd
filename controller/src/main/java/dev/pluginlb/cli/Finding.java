package dev.pluginlb.cli;

/**
 * One result of {@code check}.
 *
 * @param what what was looked at, and what was found
 * @param mend what to do about it; empty when all is well
 * @param exit how a check with this finding ends
 */
public record Finding(String what, String mend, ExitCode exit) {

    public static Finding ok(String what) {
        return new Finding(what, "", ExitCode.DONE);
    }

    /** Something that works, but hardly as intended. */
    public static Finding warning(String what, String mend) {
        return new Finding(what, mend, ExitCode.DONE);
    }

    public static Finding problem(ExitCode exit, String what, String mend) {
        return new Finding(what, mend, exit);
    }

    Ink ink() {
        if (exit != ExitCode.DONE) {
            return Ink.BAD;
        }
        return mend.isEmpty() ? Ink.GOOD : Ink.CAUTION;
    }

    String mark() {
        if (exit != ExitCode.DONE) {
            return "FAIL";
        }
        return mend.isEmpty() ? "ok" : "warn";
    }
}
