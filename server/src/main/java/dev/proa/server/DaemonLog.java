package dev.proa.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The daemon's log: one line each to standard error. */
final class DaemonLog {
    private DaemonLog() {}

    /** Sets up the process's log. Of the HTTP server only warnings are of interest to people. */
    static void toStandardError(Level level) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(level);
        console.setFormatter(new OneLine());
        console.setFilter(entry -> level.intValue() < Level.INFO.intValue() || interesting(entry));
        root.addHandler(console);
        root.setLevel(level);
    }

    private static boolean interesting(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        // Clients on a unix socket put its path into the header Host, which the HTTP server finds strange.
        return !logger.startsWith("org.eclipse.jetty")
                || (entry.getLevel().intValue() >= Level.WARNING.intValue() && !logger.endsWith(".HostPort"));
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder(128)
                    .append(Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(word(entry.getLevel()))
                    .append(' ')
                    .append(formatMessage(entry))
                    .append('\n');
            if (entry.getThrown() != null) {
                StringWriter trace = new StringWriter();
                entry.getThrown().printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }

        private static String word(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return "error";
            } else if (level.intValue() >= Level.WARNING.intValue()) {
                return "warn";
            }
            return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
        }
    }
}
