package dev.proa.bench;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.measure.AttachedBytes;
import dev.proa.bench.measure.AttachedOutput;
import dev.proa.bench.measure.ContainerMemory;
import dev.proa.bench.measure.Copy;
import dev.proa.bench.measure.Create;
import dev.proa.bench.measure.DaemonMemory;
import dev.proa.bench.measure.DaemonStart;
import dev.proa.bench.measure.Exec;
import dev.proa.bench.measure.Keystroke;
import dev.proa.bench.measure.ListContainers;
import dev.proa.bench.measure.Load;
import dev.proa.bench.measure.Logs;
import dev.proa.bench.measure.Parallel;
import dev.proa.bench.measure.PublishedThroughput;
import dev.proa.bench.measure.Pull;
import dev.proa.bench.measure.Row;
import dev.proa.bench.measure.RunOnOwnNetwork;
import dev.proa.bench.measure.RunPublished;
import dev.proa.bench.measure.RunTrue;
import dev.proa.bench.measure.Start;
import dev.proa.bench.measure.Stop;
import dev.proa.bench.report.Column;
import dev.proa.bench.report.Line;
import dev.proa.bench.report.Machine;
import dev.proa.bench.report.Table;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command behind {@code bench/run}, which makes the namespaces that it takes for granted. */
final class Main {
    private static final String SIX_LAYERS = "bench-six-layers";
    private static final String EIGHT_LAYERS = "bench-eight-layers";
    private static final String FLOOR = "bare crun";

    private Main() {}

    /** The checkout, a work folder, and then what the user typed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // The rows' titles hold characters that the C locale's charset lacks.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> all = List.of(arguments);
        Path checkout = Path.of(all.get(0));
        Path work = Path.of(all.get(1));
        List<String> typed = all.subList(2, all.size());
        List<Row> rows = rows(work);
        List<String> ids = rows.stream().map(Row::id).toList();
        if (typed.contains("--help") || typed.contains("-h")) {
            out.print(Options.HELP);
            rows.forEach(row ->
                    out.println("  %-14s %s".formatted(row.id(), row.title().replace("`", ""))));
            return;
        }
        try {
            run(Options.parse(typed, ids), rows, checkout, work, out);
        } catch (IllegalArgumentException e) {
            fail(e, 2);
        } catch (CommandFailed e) {
            fail(e, 1);
        }
    }

    private static void run(Options options, List<Row> rows, Path checkout, Path work, PrintStream out)
            throws CommandFailed, IOException, InterruptedException {
        List<Row> wanted = rows.stream()
                .filter(row -> options.only().isEmpty() || options.only().contains(row.id()))
                .toList();
        String machine = Machine.describe(checkout, work);
        List<Client> clients = new Engines(checkout, work).clients(options.engines());
        Images images = new Images(checkout, work);
        System.err.println("making images");
        Path busybox = images.busybox();
        if (wanted.stream().anyMatch(Load.class::isInstance)) {
            images.sixLayers(SIX_LAYERS);
        }
        BareRuntime floor = BareRuntime.prepare(work, busybox);
        List<Line> lines;
        try (LoopbackRegistry registry = new LoopbackRegistry(work)) {
            if (wanted.stream().anyMatch(Pull.class::isInstance)) {
                registry.start(images.eightLayers(EIGHT_LAYERS), EIGHT_LAYERS);
            }
            lines = new Bench(clients, System.err).measure(wanted, options.rounds(), busybox, FLOOR, floor::measure);
        }
        List<Column> columns = new ArrayList<>(Engines.columns(clients));
        if (lines.stream().anyMatch(line -> line.figures().containsKey(FLOOR))) {
            columns.add(new Column(FLOOR, null));
        }
        out.println(machine);
        out.println("- Median (least–most) of " + options.rounds()
                + " rounds, fewer where one takes seconds; × is how often Proa's median goes into it");
        out.println();
        out.print(new Table(columns, lines).markdown());
    }

    private static List<Row> rows(Path work) {
        return List.of(
                new RunTrue("bridge"),
                new RunPublished(),
                new PublishedThroughput(),
                new RunTrue("host"),
                new RunTrue("none"),
                new RunOnOwnNetwork(),
                new Create(),
                new Start(),
                new Exec(),
                new Stop(),
                new ListContainers(),
                new Logs(),
                new AttachedOutput(),
                new AttachedBytes(),
                new Keystroke(),
                new Load(work.resolve(SIX_LAYERS + ".tar"), SIX_LAYERS),
                new Pull(LoopbackRegistry.HOST + "/" + EIGHT_LAYERS),
                new Copy(true, work),
                new Copy(false, work),
                new Parallel(),
                new ContainerMemory(),
                new DaemonStart(),
                new DaemonMemory());
    }

    private static void fail(Exception e, int status) {
        System.err.println("bench: " + e.getMessage());
        System.exit(status);
    }
}
