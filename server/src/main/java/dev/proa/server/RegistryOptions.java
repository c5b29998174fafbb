package dev.proa.server;

import dev.proa.engine.image.PullConfig;
import dev.proa.image.registry.RegistryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the daemon is told of registries. The names are dockerd's where it has them. */
final class RegistryOptions {
    /** Docker's folder, then Proa's own, which wins. */
    private static final List<Path> CERTIFICATES =
            List.of(Path.of("/etc/proa/certs.d"), Path.of("/etc/docker/certs.d"));

    private RegistryOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(list("URL", "Where images of Docker Hub are looked for first", "--registry-mirror"))
                .addOption(list(
                        "HOST[:PORT]|CIDR",
                        "A registry without TLS, or with a certificate nobody vouches for",
                        "--insecure-registry"))
                .addOption(list(
                        "DIR",
                        "Folder with a folder of certificates for each registry; else " + CERTIFICATES,
                        "--registry-certs"))
                .addOption(number("N", "Layers of an image fetched at once", "3", "--max-concurrent-downloads"))
                .addOption(number("N", "Attempts at a download that breaks off", "5", "--max-download-attempts"))
                .addOption(number("SECONDS", "How long a registry may be silent", "60", "--registry-timeout"));
    }

    private static OptionSpec list(String label, String description, String name) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .description(description + "; may be given more than once")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    private static OptionSpec number(String label, String description, String otherwise, String name) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .description(description)
                .type(String.class)
                .defaultValue(otherwise)
                .build();
    }

    /** @throws ParameterException for what cannot be meant */
    static PullConfig from(ParseResult parsed) {
        List<URI> mirrors = new ArrayList<>();
        for (String mirror : values(parsed, "--registry-mirror")) {
            mirrors.add(mirror(parsed, mirror));
        }
        List<String> insecure = values(parsed, "--insecure-registry");
        for (String registry : insecure) {
            if (registry.contains("://")) {
                throw error(parsed, "insecure registry " + registry + " should not contain '://'");
            }
        }
        List<Path> certificates =
                values(parsed, "--registry-certs").stream().map(Path::of).toList();
        int attempts = positive(parsed, "--max-download-attempts");
        RegistryConfig registries = new RegistryConfig(
                mirrors,
                insecure,
                certificates.isEmpty() ? CERTIFICATES : certificates,
                Duration.ofSeconds(positive(parsed, "--registry-timeout")),
                attempts,
                System.getenv());
        return new PullConfig(registries, positive(parsed, "--max-concurrent-downloads"), attempts);
    }

    private static URI mirror(ParseResult parsed, String text) {
        URI mirror;
        try {
            mirror = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw error(parsed, "invalid mirror: \"" + text + "\" is not a valid URI");
        }
        boolean http = "http".equals(mirror.getScheme()) || "https".equals(mirror.getScheme());
        if (!http || mirror.getHost() == null) {
            throw error(parsed, "invalid mirror: unsupported scheme or no host in \"" + text + "\"");
        }
        if (mirror.getRawQuery() != null || mirror.getRawFragment() != null || mirror.getRawUserInfo() != null) {
            throw error(parsed, "invalid mirror: query, fragment or user in \"" + text + "\"");
        }
        return mirror;
    }

    private static List<String> values(ParseResult parsed, String option) {
        return parsed.matchedOptionValue(option, List.<String>of());
    }

    private static int positive(ParseResult parsed, String option) {
        String given = parsed.commandSpec().findOption(option).getValue();
        try {
            int number = Integer.parseInt(given);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Refused below.
        }
        throw error(parsed, "invalid " + option + " " + given + ": use a whole number above 0");
    }

    private static ParameterException error(ParseResult parsed, String message) {
        return new ParameterException(parsed.commandSpec().commandLine(), message);
    }
}
