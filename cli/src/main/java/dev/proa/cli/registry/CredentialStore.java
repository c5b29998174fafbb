package dev.proa.cli.registry;

import dev.proa.cli.CliException;
import java.io.IOException;

/** A place that keeps credentials. */
public interface CredentialStore {
    /** The credentials for a registry; {@linkplain Credentials#isEmpty() empty} if there are none. */
    Credentials get(String server) throws CliException, IOException;

    /** Keeps credentials in place of those that were kept for the same registry. */
    void store(Credentials credentials) throws CliException, IOException;

    /** Forgets the credentials for a registry; no failure if there are none. */
    void erase(String server) throws CliException, IOException;

    /** Where secrets are readable for everyone who can read the file that this names, or empty. */
    String plainFile();
}
