package dev.proa.e2e;

import java.util.ArrayList;
import java.util.List;

/** A user-defined network of one test, and what runs in it; removed at its end. */
final class Lan implements AutoCloseable {

    private final Cli cli;
    /** For what a test only looks at. */
    private final Cli docker;

    private final String name;
    private final List<String> members = new ArrayList<>();

    /** @param options further ones of {@code network create} */
    Lan(Cli cli, String... options) {
        this.cli = cli;
        this.docker = Cli.docker(cli.daemon());
        this.name = SharedEngine.freshName("lan");
        List<String> command = new ArrayList<>(List.of("network", "create"));
        command.addAll(List.of(options));
        command.add(name);
        cli.run(command.toArray(String[]::new)).ok();
    }

    String name() {
        return name;
    }

    /** Runs a container in the network that does nothing, and gives its name. */
    String member(String stem, String... options) {
        return member(stem, List.of("sleep", "1000"), options);
    }

    /** Runs a container in the network, and gives its name. */
    String member(String stem, List<String> command, String... options) {
        String container = SharedEngine.freshName(stem);
        List<String> line = new ArrayList<>(List.of("run", "-d", "--name", container, "--network", name));
        line.addAll(List.of(options));
        line.add("busybox");
        line.addAll(command);
        cli.run(line.toArray(String[]::new)).ok();
        members.add(container);
        return container;
    }

    /** A container's IPv4 address in this network. */
    String address(String container) {
        return docker.run(
                        "inspect", "-f", "{{(index .NetworkSettings.Networks \"" + name + "\").IPAddress}}", container)
                .ok();
    }

    /** The network's gateway: the host's address in it. */
    String gateway() {
        return docker.run("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", name)
                .ok();
    }

    String id(String container) {
        return docker.run("inspect", "-f", "{{.Id}}", container).ok();
    }

    /** What a container's look-up of a name prints, whatever comes of it. */
    String lookUp(String container, String what) {
        return docker.run("exec", container, "nslookup", "-type=a", what).out();
    }

    /** What a command prints that goes well in a container. */
    String exec(String container, String... command) {
        List<String> line = new ArrayList<>(List.of("exec", container));
        line.addAll(List.of(command));
        return docker.run(line.toArray(String[]::new)).ok();
    }

    /** Removes the members and the network. */
    @Override
    public void close() {
        if (!members.isEmpty()) {
            List<String> line = new ArrayList<>(List.of("rm", "-f"));
            line.addAll(members);
            docker.run(line.toArray(String[]::new));
        }
        cli.run("network", "rm", name);
    }
}
