package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** Stopping a container whose command ends on SIGTERM. */
public final class Stop implements Row {
    private static final String NAME = "bench-stop";
    private static final String PROGRAM = "trap 'exit 7' TERM; echo ready; while :; do sleep 1000 & wait; done";

    @Override
    public String id() {
        return "stop";
    }

    @Override
    public String title() {
        return "`stop` of a command that ends on SIGTERM";
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        client.container("run", List.of("-d", "--name", NAME), "sh", "-c", PROGRAM)
                .time();
        try {
            // Before the trap is set, the first process of a PID namespace ignores SIGTERM.
            for (int i = 0; !client.command("logs", NAME).text().equals("ready"); i++) {
                if (i == 100) {
                    throw new CommandFailed("stop: the container's command did not get ready");
                }
                Thread.sleep(20);
            }
            long nanos = client.command("stop", NAME).time();
            String status = client.command("wait", NAME).text();
            if (!status.equals("7")) {
                throw new CommandFailed("stop: the command ended with " + status + ", not by its own trap");
            }
            return nanos;
        } finally {
            client.remove(List.of(NAME));
        }
    }
}
