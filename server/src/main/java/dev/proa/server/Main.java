package dev.proa.server;

import dev.proa.engine.ProaEngine;
import dev.proa.engine.failure.EngineException;
import dev.proa.server.http.UnixServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The daemon's main program. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Serves until SIGTERM or SIGINT; ends with 0 then, 1 when it cannot serve, 2 for wrong options. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(DaemonOptions.spec(), DaemonOptions.FACTORY);
        DaemonOptions options;
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return;
            }
            options = DaemonOptions.from(parsed, Programs.ofSystem());
        } catch (ParameterException wrong) {
            System.err.println("proa daemon: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        DaemonLog.toStandardError(options.logLevel());
        try {
            serve(options);
        } catch (IOException | EngineException failure) {
            System.err.println("proa daemon: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static void serve(DaemonOptions options) throws IOException {
        Thread.ofPlatform().name("prepare").daemon().start(UnixServer::prepare);
        CompletableFuture<Daemon> started = new CompletableFuture<>();
        // A signal during the start waits for its end: what is half open cannot be taken away.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            started.complete(Daemon.start(ProaEngine.open(options.engine()), options));
        } catch (IOException | RuntimeException | Error failure) {
            started.completeExceptionally(failure);
            throw failure;
        }
        LOG.info("listening on {}", options.sockets());
    }

    private static void stop(CompletableFuture<Daemon> started) {
        Daemon daemon;
        try {
            daemon = started.join();
        } catch (CompletionException _) {
            return; // All is closed, and main tells why.
        }
        int status = 0;
        try {
            daemon.close();
        } catch (IOException | RuntimeException failure) {
            System.err.println("proa daemon: stopping failed: " + failure);
            status = 1;
        }
        // A virtual machine ended by a signal would say 143, as if nothing had been put in order.
        Runtime.getRuntime().halt(status);
    }
}
