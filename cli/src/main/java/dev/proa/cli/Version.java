package dev.proa.cli;

/** The release of this program, and what it runs on. */
public final class Version {
    public static final String CURRENT = "0.1.0";

    private Version() {}

    /** This machine's architecture in Go's words: {@code amd64}, {@code arm64}. */
    public static String architecture() {
        String architecture = String.valueOf(System.getProperty("os.arch"));
        return architecture.equals("aarch64") ? "arm64" : architecture;
    }
}
