package dev.pluginlb.chaos;

/** Something that is required did not happen. */
final class MissedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissedException(String what) {
        super(what);
    }
}
