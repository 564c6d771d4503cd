package dev.pluginlb.admin.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** An outcome that is not the one wished for: a problem that has the outcome's fields, too. */
public record OutcomeProblemView(
        @JsonUnwrapped ProblemView problem, @JsonUnwrapped OutcomeView outcome) {

    private static final int CONFLICT = 409;

    public static OutcomeProblemView of(OutcomeView outcome) {
        String type = "urn:pluginlb:outcome:" + outcome.result();
        String words = String.valueOf(outcome.words());
        return new OutcomeProblemView(new ProblemView(type, title(outcome), CONFLICT, words), outcome);
    }

    private static String title(OutcomeView outcome) {
        return switch (String.valueOf(outcome.result())) {
            case "refused" -> "Nginx refused the config";
            case "not_live" -> "The config did not go live, the former one was put back";
            case "not_running" -> "Nginx is not running, the config is in place for its start";
            case "failed" -> outcome.intent().endsWith("drain") ? "It was not done" : "The config could not be applied";
            default -> "The config could not be applied";
        };
    }
}
