package dev.pluginlb.demo;

/** Words the one kind of error an option or a request header gives, and checks the simplest rules. */
final class Expected {

    private Expected() {}

    static IllegalArgumentException rule(String name, Object value, String rule) {
        return new IllegalArgumentException(name + ": " + value + " (expected: " + rule + ")");
    }

    static int number(String name, String text, int min, int max) {
        if (!text.matches("[0-9]{1,9}")) {
            throw rule(name, text, min + " to " + max);
        }
        return within(name, Integer.parseInt(text), min, max);
    }

    static int within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw rule(name, value, min + " to " + max);
        }
        return value;
    }
}
