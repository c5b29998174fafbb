package dev.proa.image.registry;

import dev.proa.image.ImageFormatException;
import dev.proa.image.internal.JsonValue;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Failures in the words of Docker's own client, which people search for. */
final class RegistryErrors {
    private static final int SHOWN = 256;

    private RegistryErrors() {}

    /**
     * An answer that is a refusal.
     *
     * @param body as far as it was read
     */
    static RegistryException refusal(String method, URI address, int status, byte[] body) {
        List<String> codes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        try {
            JsonValue document = JsonValue.parse("error", body);
            for (JsonValue error : document.get("errors").elements()) {
                String code = error.get("code").string();
                String message = error.get("message").string();
                codes.add(code);
                texts.add(code.toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + message);
            }
            if (texts.isEmpty()) {
                String details = document.get("details").string();
                if (!details.isEmpty()) {
                    texts.add((status == 401 ? "unauthorized: " : status == 403 ? "denied: " : "") + details);
                }
            }
        } catch (ImageFormatException noErrors) {
            // Some gateway's page; what is told of it is below.
        }
        String code = codes.isEmpty() ? "" : codes.getFirst();
        if (texts.size() == 1) {
            return new RegistryException(status, code, texts.getFirst(), null);
        }
        if (!texts.isEmpty()) {
            return new RegistryException(status, code, "errors:\n" + String.join("\n", texts) + "\n", null);
        }
        String plain = new String(body, StandardCharsets.UTF_8).strip();
        String shown = plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
        String text = switch (status) {
            case 401 -> "unauthorized: authentication required";
            case 403 -> "denied: requested access to the resource is denied";
            case 429 -> "toomanyrequests: " + (shown.isEmpty() ? "too many requests" : shown);
            default -> at(method, address) + "unexpected status code " + status + (shown.isEmpty() ? "" : ": " + shown);
        };
        return new RegistryException(status, status == 429 ? "TOOMANYREQUESTS" : "", text, null);
    }

    /** No answer. */
    static RegistryException unreachable(String method, URI address, Throwable failure) {
        return new RegistryException(
                RegistryException.NO_ANSWER, "", at(method, address) + reason(address, failure), failure);
    }

    /** How every text about a request begins. */
    static String at(String method, URI address) {
        String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
        return verb + " \"" + withoutQuery(address) + "\": ";
    }

    /** Signed addresses carry secrets in their query. */
    private static String withoutQuery(URI address) {
        String text = address.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static String reason(URI address, Throwable failure) {
        String host = address.getHost() == null ? String.valueOf(address.getAuthority()) : address.getHost();
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        String place = "dial tcp " + host + ":" + port + ": ";
        // What lies deepest says most: the JDK wraps one ConnectException in another.
        @Nullable String reason = null;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = switch (cause) {
                case UnresolvedAddressException _ -> "dial tcp: lookup " + host + ": no such host";
                case HttpConnectTimeoutException _ -> place + "i/o timeout";
                case HttpTimeoutException _ -> "net/http: timeout awaiting response headers";
                case SSLException tls -> tls(tls, host);
                case ConnectException refused -> place + "connect: " + connect(refused.getMessage());
                default -> reason;
            };
        }
        return reason == null ? String.valueOf(failure.getMessage()) : reason;
    }

    private static String connect(@Nullable String message) {
        return message == null ? "connection refused" : message.toLowerCase(Locale.ROOT);
    }

    private static String tls(SSLException failure, String host) {
        String all = texts(failure);
        if (all.contains("Unsupported or unrecognized SSL message")) {
            return "http: server gave HTTP response to HTTPS client";
        }
        if (all.contains("PKIX path building failed") || all.contains("unable to find valid certification path")) {
            return "tls: failed to verify certificate: x509: certificate signed by unknown authority";
        }
        if (all.contains("No name matching") || all.contains("No subject alternative")) {
            return "tls: failed to verify certificate: x509: certificate is not valid for " + host;
        }
        if (all.contains("NotAfter") || all.contains("validity check failed")) {
            return "tls: failed to verify certificate: x509: certificate has expired or is not yet valid";
        }
        return "tls: " + failure.getMessage();
    }

    private static String texts(Throwable failure) {
        StringBuilder texts = new StringBuilder();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            texts.append(cause.getMessage()).append('\n');
        }
        return texts.toString();
    }
}
