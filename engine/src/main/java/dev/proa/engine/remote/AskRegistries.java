package dev.proa.engine.remote;

import dev.proa.engine.Filters;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.failure.Unauthorized;
import dev.proa.engine.registry.RegistryQueries;
import dev.proa.engine.registry.RemoteImageView;
import dev.proa.image.ImageName;
import dev.proa.image.InvalidReferenceException;
import dev.proa.image.registry.Credentials;
import dev.proa.image.registry.Login;
import dev.proa.image.registry.Registries;
import dev.proa.image.registry.RegistryException;
import dev.proa.image.registry.RegistryName;
import dev.proa.image.registry.SearchResult;
import java.io.IOException;
import java.util.List;

/** Hands each question to who asks it, and tells registries' refusals in the engine's terms. */
public final class AskRegistries implements RegistryQueries {
    private final Login login;
    private final SearchRegistry search;
    private final InspectRemote inspect;

    /** @param registries stay the caller's */
    public AskRegistries(Registries registries) {
        this.login = new Login(registries);
        this.search = new SearchRegistry(registries);
        this.inspect = new InspectRemote(registries);
    }

    @Override
    public String login(String registry, Credentials credentials) {
        RegistryName name = RegistryName.parse(registry);
        try {
            // Made into an address, so it has to be able to be one.
            ImageName.parse(name.domain() + "/x");
        } catch (InvalidReferenceException malformed) {
            throw new InvalidArgument("invalid registry name: " + registry);
        }
        return asked(() -> login.run(name, credentials));
    }

    @Override
    public List<SearchResult> search(String term, int limit, Filters filters, Credentials credentials) {
        return asked(() -> search.run(term, limit, filters, credentials));
    }

    @Override
    public RemoteImageView inspect(String image, Credentials credentials) {
        return asked(() -> inspect.run(image, credentials));
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException failure) {
            throw told(failure);
        }
    }

    private static EngineException told(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof RegistryException refusal) {
            if (refusal.isDenied()) {
                return new Unauthorized(text, failure);
            }
            if (refusal.code().equals("MANIFEST_UNKNOWN") || refusal.code().equals("NAME_UNKNOWN")) {
                return new NotFound(text);
            }
        }
        return new Internal(text, failure);
    }
}
