package dev.pluginlb.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.pattern.PatternLayoutEncoderBase;
import dev.pluginlb.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the settings {@code log.*} to Logback, also while it is in use; everything goes to stderr. */
public final class Logging {

    private Logging() {}

    public static void apply(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(LogToStandardError.OURS)
                .setLevel(Level.toLevel(settings.level().name()));
        if (Boolean.parseBoolean(System.getenv("CLUSTER_DEBUG"))) {
            context.getLogger(DecisionLog.LOG.getName()).setLevel(Level.DEBUG);
        }
        var ours = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogToStandardError.APPENDER);
        if (ours instanceof OutputStreamAppender<ILoggingEvent> appender
                && appender.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> encoder
                // One of a file of Logback's that somebody has, where that counts, has a pattern and takes no layout.
                && !(encoder instanceof PatternLayoutEncoderBase)) {
            encoder.setLayout(layout(settings.format(), context));
        }
    }

    private static Layout<ILoggingEvent> layout(LogSettings.Format format, LoggerContext context) {
        Layout<ILoggingEvent> layout = format == LogSettings.Format.JSON ? new JsonLines() : new TextLines();
        layout.setContext(context);
        layout.start();
        return layout;
    }
}
