package dev.proa.image.registry;

import java.io.IOException;

/** Tries credentials at registries. Thread-safe. */
public final class Login {
    private final Registries registries;

    public Login(Registries registries) {
        this.registries = registries;
    }

    /**
     * Asks a registry whether it lets somebody in.
     *
     * @return a token to be kept in the password's place, empty when the registry gives none
     * @throws RegistryException when it does not let them in, or cannot be reached
     */
    public String run(RegistryName registry, Credentials credentials) throws IOException {
        RegistryClient client = registries.connect(registry, credentials);
        RegistryRequest request = RegistryRequest.get(client.address("/v2/"), Scope.NONE);
        RegistryResponse answer;
        try {
            answer = client.send(request);
        } catch (RegistryException failure) {
            String text = String.valueOf(failure.getMessage());
            String at = RegistryErrors.at("GET", request.address());
            throw new RegistryException(
                    failure.status(), failure.code(), text.startsWith(at) ? text : at + text, failure);
        }
        try (answer) {
            if (answer.status() != 200) {
                throw new RegistryException(
                        answer.status(),
                        "",
                        "login attempt to " + request.address() + " failed with status: " + answer.status()
                                + reason(answer.status()),
                        null);
            }
        }
        return client.identityToken();
    }

    private static String reason(int status) {
        return switch (status) {
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 429 -> " Too Many Requests";
            case 500 -> " Internal Server Error";
            case 503 -> " Service Unavailable";
            default -> "";
        };
    }
}
