package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;

/** What all commands that print something of the controller's have in common; a mixin. */
final class Reading {

    @Mixin
    private ClientOptions controller = new ClientOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ColorOption color = new ColorOption();

    /** Fetches a view and prints it, as text or as the JSON it came as. */
    <T> int print(Surroundings here, String path, Class<T> type, BiFunction<T, Look, String> text) {
        show(here, controller.client(here).get(path), type, text);
        return ExitCode.DONE.number();
    }

    /** The same; the command has failed when the view is not good, so that a script need not read it. */
    <T> int printAndJudge(
            Surroundings here, String path, Class<T> type, BiFunction<T, Look, String> text, Predicate<T> isGood) {
        Reply reply = controller.client(here).get(path);
        show(here, reply, type, text);
        return (isGood.test(reply.as(type)) ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    /** The same of a view of which JSON shows a choice, too; the text makes its own. */
    <T> int printChosen(
            Surroundings here, String path, Class<T> type, UnaryOperator<T> choice, BiFunction<T, Look, String> text) {
        T view = controller.client(here).get(path).as(type);
        here.out().print(output.isJson() ? json(choice.apply(view)) : text.apply(view, color.look(here)));
        here.out().flush();
        return ExitCode.DONE.number();
    }

    private static String json(Object view) {
        try {
            return AdminJson.pretty(AdminJson.write(view)) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("view: " + view + " (expected: one that came as JSON)", impossible);
        }
    }

    private <T> void show(Surroundings here, Reply reply, Class<T> type, BiFunction<T, Look, String> text) {
        String printed = output.isJson() ? reply.pretty() + "\n" : text.apply(reply.as(type), color.look(here));
        here.out().print(printed);
        here.out().flush();
    }
}
