package dev.pluginlb.cli;

import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What all commands that print something of the controller's have in common; a mixin. */
final class Reading {

    @Mixin
    private ClientOptions controller = new ClientOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    /** Fetches a view and prints it, as text or as the JSON it came as. */
    <T> int print(Surroundings here, String path, Class<T> type, Function<T, String> text) {
        Reply reply = controller.client(here).get(path);
        String printed = output.isJson() ? reply.pretty() + "\n" : text.apply(reply.as(type));
        here.out().print(printed);
        here.out().flush();
        return ExitCode.DONE.number();
    }
}
