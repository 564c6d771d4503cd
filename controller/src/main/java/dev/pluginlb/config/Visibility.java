package dev.pluginlb.config;

/** Whether a value may be shown to people. */
enum Visibility {
    OPEN {
        @Override
        String show(String printed) {
            return printed;
        }
    },
    SECRET {
        @Override
        String show(String printed) {
            return printed.equals("\"\"") ? printed : Secret.MASK;
        }
    };

    /** The printed value, or a mask; that nothing was given is no secret. */
    abstract String show(String printed);
}
