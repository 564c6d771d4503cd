package dev.pluginlb.cli;

import java.util.List;

/** Commands by their names, each made only when it is wanted: Picocli looks at every class it is given before it reads an argument. */
public interface Commands {

    /** In the order of the help. */
    List<String> names();

    /** An object of a class with {@link picocli.CommandLine.Command}, of this name. */
    Object make(String name);
}
