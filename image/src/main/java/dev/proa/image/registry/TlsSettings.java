package dev.proa.image.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to trust, and with which certificates to introduce oneself, as folders of PEM files say it. */
final class TlsSettings {
    /** Where distributions keep the authorities this machine's owner trusts; the first one there is taken. */
    private static final List<String> SYSTEM_AUTHORITIES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private static final char[] IN_MEMORY = {};

    private final List<Path> folders;
    private final Map<String, String> environment;

    TlsSettings(List<Path> folders, Map<String, String> environment) {
        this.folders = folders;
        this.environment = environment;
    }

    /** The folder that has certificates for a {@code host:port}, if there is one. */
    Optional<Path> folder(String authority) {
        return folders.stream()
                .map(folder -> folder.resolve(authority))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** What a folder holds now; another list when one of its files is added, replaced or gone. */
    static List<String> state(Path folder) throws IOException {
        List<String> state = new ArrayList<>();
        for (Path file : files(folder, "*.{crt,cert,key}")) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                state.add(file.getFileName() + " " + found.size() + " " + found.lastModifiedTime() + " "
                        + found.fileKey());
            } catch (NoSuchFileException gone) {
                // Just now, or a link to nowhere: reading it says so.
            }
        }
        return state;
    }

    /**
     * How to speak to one registry.
     *
     * @param folder of {@link #folder}, null: no certificates of its own
     * @param insecure whether any certificate will do
     */
    SSLContext context(@Nullable Path folder, boolean insecure) throws IOException {
        try {
            List<X509Certificate> authorities = new ArrayList<>(systemAuthorities());
            KeyManager @Nullable [] keys = null;
            if (folder != null) {
                authorities.addAll(certificates(folder, "*.crt"));
                keys = clientCertificates(folder);
            }
            TrustManager[] trust = insecure ? new TrustManager[] {new TrustAnything()} : trust(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IOException(
                    "set up TLS" + (folder == null ? "" : " with the certificates in " + folder) + ": "
                            + failure.getMessage(),
                    failure);
        }
    }

    private List<X509Certificate> systemAuthorities() throws IOException, GeneralSecurityException {
        String named = environment.getOrDefault("SSL_CERT_FILE", "");
        List<String> files = named.isEmpty() ? SYSTEM_AUTHORITIES : List.of(named);
        for (String file : files) {
            if (Files.isRegularFile(Path.of(file))) {
                return read(Path.of(file));
            }
        }
        return List.of();
    }

    /** The system's and the registry's authorities together; the JDK's own where the system has none. */
    private static TrustManager[] trust(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        factory.init(store);
        List<TrustManager> managers = List.of(factory.getTrustManagers());
        return managers.stream().filter(X509TrustManager.class::isInstance).toArray(TrustManager[]::new);
    }

    private static List<X509Certificate> certificates(Path folder, String pattern)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        for (Path file : files(folder, pattern)) {
            all.addAll(read(file));
        }
        return all;
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static List<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate certificate : found) {
                if (certificate instanceof X509Certificate x509) {
                    all.add(x509);
                }
            }
        } catch (GeneralSecurityException damaged) {
            throw new GeneralSecurityException(file + ": " + damaged.getMessage(), damaged);
        }
        return all;
    }

    /** Each {@code name.cert} needs its {@code name.key}, in Docker's words. */
    private static KeyManager @Nullable [] clientCertificates(Path folder)
            throws IOException, GeneralSecurityException {
        List<Path> certificates = files(folder, "*.cert");
        for (Path key : files(folder, "*.key")) {
            Path certificate = folder.resolve(stem(key) + ".cert");
            if (!certificates.contains(certificate)) {
                throw new IOException(
                        "missing client certificate " + certificate.getFileName() + " for key " + key.getFileName());
            }
        }
        if (certificates.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (Path certificate : certificates) {
            Path key = folder.resolve(stem(certificate) + ".key");
            if (!Files.isRegularFile(key)) {
                throw new IOException("missing key " + key.getFileName() + " for client certificate "
                        + certificate.getFileName() + ". CA certificates must use the extension .crt");
            }
            PrivateKey secret = PemKeys.read(key);
            store.setKeyEntry(
                    stem(certificate), secret, IN_MEMORY, read(certificate).toArray(Certificate[]::new));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, IN_MEMORY);
        return store;
    }

    /** For registries the user has said need not prove who they are. An extended manager is asked for names, too. */
    private static final class TrustAnything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
