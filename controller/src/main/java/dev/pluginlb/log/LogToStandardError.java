package dev.pluginlb.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.pluginlb.control.Audit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;

/**
 * The log before the settings {@code log.*} are applied to it: what a command prints is on standard output, and the log
 * keeps out of it. Logback finds it as a service and asks it first; where somebody has a file of Logback's, that counts. We
 * have none, since to read one takes a seventh of a second at each start.
 */
public final class LogToStandardError extends ContextAwareBase implements Configurator {

    static final String OURS = "dev.pluginlb";
    static final String APPENDER = "stderr";

    private static final String NAMED_FILE = "logback.configurationFile";
    private static final List<String> FILES = List.of("/logback-test.xml", "/logback.xml");

    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        if (System.getProperty(NAMED_FILE) != null || FILES.stream().anyMatch(LogToStandardError::isThere)) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        TextLines layout = new TextLines();
        layout.setContext(logs);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logs);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logs);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        logs.getLogger(OURS).setLevel(Level.INFO);
        // Who did what is told whatever log.level says.
        logs.getLogger(Audit.LOGGER).setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isThere(String file) {
        return LogToStandardError.class.getResource(file) != null;
    }
}
