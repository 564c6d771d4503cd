package dev.pluginlb;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.pluginlb.config.LogSettings;
import org.slf4j.LoggerFactory;

/** Applies the settings {@code log.*} to Logback; everything goes to stderr. */
final class Logging {

    private Logging() {}

    static void apply(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(LogToStandardError.OURS)
                .setLevel(Level.toLevel(settings.level().name()));
        if (Boolean.parseBoolean(System.getenv("CLUSTER_DEBUG"))) {
            context.getLogger(DecisionLog.LOG.getName()).setLevel(Level.DEBUG);
        }
        if (settings.format() == LogSettings.Format.JSON) {
            asJson(context);
        }
    }

    private static void asJson(LoggerContext context) {
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(LogToStandardError.APPENDER) instanceof ConsoleAppender<ILoggingEvent> console) {
            rewrite(context, console);
        }
    }

    private static void rewrite(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.start();
        appender.stop();
        appender.setEncoder(encoder);
        appender.start();
    }
}
