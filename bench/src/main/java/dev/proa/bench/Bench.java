package dev.proa.bench;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.engine.Daemon;
import dev.proa.bench.engine.Engine;
import dev.proa.bench.measure.Row;
import dev.proa.bench.report.Line;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures rows for clients: first those that start daemons themselves, then the others on running daemons. */
final class Bench {
    private final List<Client> clients;
    private final PrintStream progress;
    /** Engines that did not come up, and why. */
    private final Map<Engine, String> broken = new HashMap<>();

    Bench(List<Client> clients, PrintStream progress) {
        this.clients = clients;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param rounds what the user asked for
     * @param image the archive of {@link Client#IMAGE}
     * @param floor what takes part in the rows {@code run-none} under the name {@code floorName}
     * @return a line for each row, in the order of the rows
     */
    List<Line> measure(List<Row> rows, int rounds, Path image, String floorName, Turns.Measurement floor)
            throws InterruptedException {
        Map<Row, Line> lines = new HashMap<>();
        try {
            for (Row row : rows) {
                if (!row.daemonsRun()) {
                    lines.put(row, line(row, rounds, new Turns()));
                }
            }
            if (lines.size() < rows.size()) {
                startAll(image);
            }
            for (Row row : rows) {
                if (row.daemonsRun()) {
                    Turns turns = new Turns();
                    if (row.id().equals("run-none")) {
                        turns.add(floorName, floor);
                    }
                    lines.put(row, line(row, rounds, turns));
                }
            }
        } finally {
            for (Engine engine : engines()) {
                Daemon daemon = engine.daemon();
                if (daemon != null) {
                    daemon.stop();
                }
            }
        }
        return rows.stream().map(lines::get).toList();
    }

    private void startAll(Path image) throws InterruptedException {
        for (Client client : firstOfEach(clients)) {
            progress.println("starting " + client.engine().name());
            try {
                Daemon daemon = client.engine().daemon();
                if (daemon != null) {
                    daemon.start();
                }
                client.command("load", "-i", image.toString()).time();
            } catch (CommandFailed e) {
                broken.put(client.engine(), String.valueOf(e.getMessage()));
            }
        }
    }

    private Line line(Row row, int asked, Turns turns) throws InterruptedException {
        int rounds = row.rounds(asked);
        progress.println("measuring " + row.id() + ", " + rounds + " rounds");
        List<Client> applicable = clients.stream().filter(row::appliesTo).toList();
        List<Client> measured = row.ofEngine() ? firstOfEach(applicable) : applicable;
        measured.forEach(client -> turns.add(client.title(), () -> row.measure(client)));
        List<Client> first = firstOfEach(measured);
        Map<Engine, String> unprepared = new HashMap<>(broken);
        for (Client client : first) {
            if (!unprepared.containsKey(client.engine())) {
                try {
                    row.prepare(client);
                } catch (CommandFailed e) {
                    unprepared.put(client.engine(), String.valueOf(e.getMessage()));
                }
            }
        }
        for (Client client : measured) {
            String reason = unprepared.get(client.engine());
            if (reason != null) {
                turns.fail(client.title(), reason);
            }
        }
        Turns.Result result = turns.run(rounds);
        for (Client client : first) {
            if (!broken.containsKey(client.engine())) {
                try {
                    row.cleanUp(client);
                } catch (CommandFailed e) {
                    progress.println(row.id() + ": " + e.getMessage());
                }
            }
        }
        result.failures().forEach((name, reason) -> progress.println(row.id() + ", " + name + ": " + reason));
        return new Line(row.title(), row.unit(), result.figures(), result.failures());
    }

    private List<Engine> engines() {
        return clients.stream().map(Client::engine).distinct().toList();
    }

    private static List<Client> firstOfEach(List<Client> clients) {
        Set<Engine> seen = new HashSet<>();
        List<Client> first = new ArrayList<>();
        for (Client client : clients) {
            if (seen.add(client.engine())) {
                first.add(client);
            }
        }
        return first;
    }
}
