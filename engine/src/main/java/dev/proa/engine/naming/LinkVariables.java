package dev.proa.engine.naming;

import dev.proa.engine.container.ContainerConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Environment variables of a link. */
final class LinkVariables {
    private LinkVariables() {}

    /** A port that a container offers. */
    private record Port(int number, String protocol) {
        static Port parse(String text) {
            int slash = text.indexOf('/');
            return new Port(
                    Integer.parseInt(slash < 0 ? text : text.substring(0, slash)),
                    slash < 0 ? "tcp" : text.substring(slash + 1));
        }
    }

    /**
     * The variables.
     *
     * @param name what {@code _NAME} says
     * @param prefix of all of them
     */
    static List<String> of(String name, String prefix, String address, ContainerConfig config) {
        List<Port> ports = config.exposedPorts().stream()
                .map(Port::parse)
                .sorted(Comparator.comparingInt(Port::number).thenComparing(Port::protocol))
                .toList();
        List<String> variables = new ArrayList<>();
        if (!ports.isEmpty()) {
            variables.add(prefix + "_PORT=" + url(ports.getFirst(), address));
        }
        for (Port port : ports) {
            String one =
                    prefix + "_PORT_" + port.number() + "_" + port.protocol().toUpperCase(java.util.Locale.ROOT);
            variables.add(one + "=" + url(port, address));
            variables.add(one + "_ADDR=" + address);
            variables.add(one + "_PORT=" + port.number());
            variables.add(one + "_PROTO=" + port.protocol());
        }
        variables.add(prefix + "_NAME=" + name);
        for (String variable : config.env()) {
            if (!variable.startsWith("HOME=") && !variable.startsWith("PATH=")) {
                variables.add(prefix + "_ENV_" + variable);
            }
        }
        return variables;
    }

    private static String url(Port port, String address) {
        return port.protocol() + "://" + address + ":" + port.number();
    }
}
