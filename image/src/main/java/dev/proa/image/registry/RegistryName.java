package dev.proa.image.registry;

import dev.proa.image.ImageName;

/**
 * A registry by the name that images have it under.
 *
 * @param domain {@code docker.io}, {@code localhost:5000}
 */
public record RegistryName(String domain) {
    /** Docker Hub. */
    public static final RegistryName HUB = new RegistryName(ImageName.DEFAULT_DOMAIN);

    private static final String HUB_HOST = "registry-1.docker.io";

    /** The registry of an image. */
    public static RegistryName of(ImageName image) {
        return new RegistryName(image.domain());
    }

    /**
     * Reads what a user may call a registry in {@code login}: a domain, or an address whose scheme and path do not
     * matter.
     */
    public static RegistryName parse(String text) {
        String rest = text.startsWith("https://")
                ? text.substring("https://".length())
                : text.startsWith("http://") ? text.substring("http://".length()) : text;
        int slash = rest.indexOf('/');
        String domain = slash < 0 ? rest : rest.substring(0, slash);
        return switch (domain) {
            case "", "index.docker.io", HUB_HOST -> HUB;
            default -> new RegistryName(domain);
        };
    }

    /** Whether it is Docker Hub. */
    public boolean isHub() {
        return equals(HUB);
    }

    /** The host with its port, if any, that answers. */
    public String host() {
        return isHub() ? HUB_HOST : domain;
    }

    @Override
    public String toString() {
        return domain;
    }
}
