package dev.proa.server.container;

import dev.proa.engine.container.PublishedPort;
import dev.proa.wire.container.PortBinding;
import dev.proa.wire.container.PortSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container's ports, as inspect and as lists show them. */
final class PortWriter {
    private PortWriter() {}

    /** A port that is exposed and not published is null. */
    @SuppressWarnings("NullAway") // it does not see that the body's record allows null values
    static Map<String, List<PortBinding>> map(Map<String, List<PublishedPort>> ports) {
        Map<String, List<PortBinding>> map = new LinkedHashMap<>();
        ports.forEach((name, where) -> map.put(
                name,
                where.isEmpty()
                        ? null
                        : where.stream()
                                .map(port -> new PortBinding(port.hostIp(), Integer.toString(port.hostPort())))
                                .toList()));
        return map;
    }

    static List<PortSummary> lines(Map<String, List<PublishedPort>> ports) {
        List<PortSummary> lines = new ArrayList<>();
        ports.forEach((name, where) -> {
            int slash = name.indexOf('/');
            int number = Integer.parseInt(name.substring(0, slash));
            String protocol = name.substring(slash + 1);
            if (where.isEmpty()) {
                lines.add(new PortSummary("", number, 0, protocol));
            }
            where.forEach(port -> lines.add(new PortSummary(port.hostIp(), number, port.hostPort(), protocol)));
        });
        return lines;
    }
}
