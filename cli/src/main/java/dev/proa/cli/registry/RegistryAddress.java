package dev.proa.cli.registry;

import dev.proa.cli.command.ImageName;

/** How registries are called where credentials are kept. */
public final class RegistryAddress {
    /** What Docker Hub is called there, for historical reasons. */
    public static final String DOCKER_HUB = "https://index.docker.io/v1/";

    private static final String HUB_DOMAIN = "docker.io";

    private RegistryAddress() {}

    /**
     * The registry of an image.
     *
     * @param name well-formed
     */
    public static String ofImage(String name) {
        String canonical = ImageName.canonical(name);
        return ofDomain(canonical.substring(0, canonical.indexOf('/')));
    }

    /** The registry that a user names. */
    public static String ofDomain(String domain) {
        return domain.isEmpty() || domain.equals(HUB_DOMAIN) || domain.equals("index." + HUB_DOMAIN)
                ? DOCKER_HUB
                : domain;
    }

    /** The host, with its port, of an address that may be a URL. */
    public static String hostname(String address) {
        int scheme = address.indexOf("://");
        String rest = scheme < 0 ? address : address.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
