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

    /** Whether the daemon cannot work with it. */
    public boolean isFailure() {
        return exit != ExitCode.DONE;
    }

    boolean isWarning() {
        return !isFailure() && !mend.isEmpty();
    }

    Ink ink() {
        if (isFailure()) {
            return Ink.BAD;
        }
        return isWarning() ? Ink.CAUTION : Ink.GOOD;
    }

    String mark() {
        if (isFailure()) {
            return "FAIL";
        }
        return isWarning() ? "warn" : "ok";
    }
}
