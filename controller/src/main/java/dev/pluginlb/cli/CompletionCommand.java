package dev.pluginlb.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pluginlb generate-completion}: Picocli's script, and after it the names that only the controller knows. */
@Command(name = "generate-completion", description = "prints a script for bash and zsh that completes commands")
final class CompletionCommand implements Callable<Integer> {

    /** The shell expands the words that it is to choose from, so only what cannot mean anything to it is passed on. */
    private static final String NAMES = """

            # The nodes, by id and by address, and the releases of the controller that would be asked.
            _pluginlb_names() {
              local line=${COMP_LINE:0:COMP_POINT} names=
              local word=${line##*[[:space:]]}
              local second='^[^[:space:]]+[[:space:]]+[^[:space:]]+[[:space:]]+$'
              if [[ ${line%"$word"} =~ $second && $word != -* ]]; then
                case ${COMP_WORDS[1]} in
                  drain | undrain) names=$("${COMP_WORDS[0]}" nodes --output json 2>/dev/null |
                    sed -n -e 's/^ *"id" : "\\([A-Za-z0-9_.-]*\\)",*$/\\1/p' -e 's/^ *"address" : "\\([0-9.:]*\\)",*$/\\1/p') ;;
                  rollback) names=$("${COMP_WORDS[0]}" history --output json 2>/dev/null |
                    sed -n 's/^ *"version" : "\\([0-9a-f]*\\)",*$/\\1/p' | sort -u) ;;
                esac
              fi
              if [[ -z $names ]]; then
                _complete_pluginlb
                return
              fi
              COMPREPLY=($(compgen -W "$names" -- "$word"))
              # Bash takes what stands before a colon for a word of its own.
              if [[ $word == *:* && ${COMP_WORDBREAKS-} == *:* ]]; then
                COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
              fi
            }
            complete -F _pluginlb_names -o default pluginlb
            """;

    private final Surroundings here;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        here.out().print(AutoComplete.bash("pluginlb", spec.root().commandLine()) + NAMES);
        here.out().flush();
        return ExitCode.DONE.number();
    }
}
