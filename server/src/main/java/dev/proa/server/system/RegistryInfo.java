package dev.proa.server.system;

import dev.proa.image.registry.RegistryConfig;
import dev.proa.wire.system.IndexBody;
import dev.proa.wire.system.RegistryConfigBody;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How registries are reached, as {@code info} tells it. */
final class RegistryInfo {
    private static final String HUB = "docker.io";
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F.:]+/[0-9]{1,3}");
    private static final Pattern USER = Pattern.compile("^((?:[a-z]+://)?)[^/@]*@");

    private RegistryInfo() {}

    static RegistryConfigBody body(RegistryConfig config) {
        List<String> mirrors =
                config.mirrors().stream().map(RegistryInfo::withSlash).toList();
        List<String> networks = new ArrayList<>();
        Map<String, IndexBody> indexes = new TreeMap<>();
        for (String insecure : config.insecure()) {
            if (NETWORK.matcher(insecure).matches()) {
                networks.add(insecure);
            } else {
                indexes.put(insecure, new IndexBody(insecure, List.of(), false, false));
            }
        }
        networks.addAll(List.of("127.0.0.0/8", "::1/128"));
        // Last: Docker Hub is Docker Hub whatever the options call insecure.
        indexes.put(HUB, new IndexBody(HUB, mirrors, true, true));
        return new RegistryConfigBody(networks.stream().distinct().toList(), indexes, mirrors);
    }

    /** A mirror as Docker shows it. */
    private static String withSlash(URI mirror) {
        String text = mirror.toString();
        return text.endsWith("/") ? text : text + "/";
    }

    /** A proxy's address; who logs in to it is nobody's business. */
    static String proxy(RegistryConfig config, String name) {
        return USER.matcher(variable(config, name)).replaceFirst("$1xxxxx:xxxxx@");
    }

    /** What the daemon's environment says, in lower case first. */
    static String variable(RegistryConfig config, String name) {
        String lower = config.environment().getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return lower.isEmpty() ? config.environment().getOrDefault(name, "") : lower;
    }
}
