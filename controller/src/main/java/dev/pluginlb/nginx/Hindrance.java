package dev.pluginlb.nginx;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What keeps an Nginx that runs from taking a config, whatever it is told. */
sealed interface Hindrance {

    /** What happened, and what to do. */
    String words();

    /**
     * Its master was killed, and the workers serve on.
     *
     * @param answering the one of them that was seen
     */
    record NoMaster(long answering, String startCommand) implements Hindrance {

        @Override
        public String words() {
            return "Nginx's master process was killed; its workers, process " + answering
                    + " for one, serve on and hold the ports, but take no new config."
                    + " End those workers (kill -QUIT " + answering + " …), then start Nginx: " + startCommand;
        }
    }

    /** Nobody can reach it where it listens, for the files of these sockets were removed. A reload does not make them again. */
    record NoSocket(List<Path> removed) implements Hindrance {

        public NoSocket {
            removed = List.copyOf(removed);
        }

        @Override
        public String words() {
            return "of the running Nginx somebody has removed "
                    + removed.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + "; it is told to listen there anew. If that fails, restart Nginx";
        }
    }

    /**
     * The same, and no master is to be seen that could be told.
     *
     * @param main the main file that its master was looked for by
     */
    record OutOfReach(List<Path> removed, Path pidFile, Path main, String startCommand) implements Hindrance {

        public OutOfReach {
            removed = List.copyOf(removed);
        }

        @Override
        public String words() {
            return "an Nginx runs that cannot be reached: somebody has removed "
                    + removed.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ", where it still listens, " + pidFile
                    + " names no master of it, and no process that is to be seen"
                    + " from here is the master of " + main
                    + ". It serves on, but takes no new config. Restart it: end its master (kill -QUIT), then "
                    + startCommand;
        }
    }
}
