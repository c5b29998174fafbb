package dev.proa.network.files;

/** A container's /etc/hostname. */
public final class HostnameFile {
    private HostnameFile() {}

    /** The text of the file: the name and a line feed. */
    public static String render(String hostname) {
        return hostname + "\n";
    }
}
