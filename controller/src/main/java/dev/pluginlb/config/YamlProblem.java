package dev.pluginlb.config;

/** Text that is not the YAML that is read here; line and column count from 1. */
final class YamlProblem extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String problem;

    YamlProblem(int line, int column, String problem) {
        super(line + ":" + column + ": " + problem);
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    String problem() {
        return problem;
    }
}
