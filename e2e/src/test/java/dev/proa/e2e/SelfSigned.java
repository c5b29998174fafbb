package dev.proa.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that vouches for itself, made by openssl, with its key in a file of its own.
 *
 * @param key PKCS #8 in PEM
 */
record SelfSigned(Path certificate, Path key) {
    /**
     * Writes both files, {@code name.ENDING} and {@code name.key}.
     *
     * @param alternatives what it is for besides its name, as {@code IP:127.0.0.1} or {@code DNS:localhost}
     */
    static SelfSigned make(Path dir, String name, String ending, String... alternatives) {
        Path certificate = dir.resolve(name + "." + ending);
        Path key = dir.resolve(name + ".key");
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"));
        command.addAll(List.of("-days", "2", "-subj", "/CN=" + name));
        if (alternatives.length > 0) {
            command.addAll(List.of("-addext", "subjectAltName=" + String.join(",", alternatives)));
        }
        command.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
        Host.exec(command.toArray(new String[0]));
        return new SelfSigned(certificate, key);
    }
}
