package dev.proa.server.http;

import dev.proa.wire.json.WireJson;
import dev.proa.wire.system.ErrorBody;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request: version, route, operation, and errors as {@code {"message": …}}. */
public final class ApiHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private final Router router;
    private final WireJson json;
    private final String product;

    /** @param product what the header {@code Server} says: {@code Proa/0.1 (linux)} */
    public ApiHandler(Router router, WireJson json, String product) {
        this.router = router;
        this.json = json;
        this.product = product;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Api-Version", ApiVersion.NEWEST.toString());
        headers.put("Docker-Experimental", "false");
        headers.put("Ostype", "linux");
        headers.put("Server", product);
        Exchange exchange = null;
        try {
            String path = request.getHttpURI().getPath();
            if (path == null || path.contains("//")) {
                redirect(request, response, callback, path == null ? "/" : path);
                return true;
            }
            RequestPath parsed = RequestPath.parse(path);
            Router.Match match = router.find(request.getMethod(), parsed.path());
            exchange = new Exchange(request, response, callback, json, version(parsed), match.name());
            try {
                match.operation().answer(exchange);
            } finally {
                exchange.releaseBody();
            }
            if (!exchange.taken()) {
                callback.succeeded();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            fail(request, response, callback, exchange, new HttpFailure(503, "the daemon is shutting down"));
        } catch (Throwable failure) {
            fail(request, response, callback, exchange, failure);
        }
        return true;
    }

    private static ApiVersion version(RequestPath path) {
        if (path.version() == null) {
            return ApiVersion.NEWEST;
        }
        ApiVersion version = ApiVersion.parse(path.version()).orElseThrow(HttpFailure::pageNotFound);
        if (version.compareTo(ApiVersion.OLDEST) < 0) {
            throw new HttpFailure(
                    400,
                    "client version " + path.version() + " is too old. Minimum supported API version is "
                            + ApiVersion.OLDEST + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(ApiVersion.NEWEST) > 0) {
            throw new HttpFailure(
                    400,
                    "client version " + path.version() + " is too new. Maximum supported API version is "
                            + ApiVersion.NEWEST);
        }
        return version;
    }

    /** An empty segment, as in {@code /images//json}, is taken out by asking the client to come again. */
    private static void redirect(Request request, Response response, Callback callback, String path) {
        String query = request.getHttpURI().getQuery();
        response.setStatus(301);
        response.getHeaders().put("Location", path.replaceAll("/{2,}", "/") + (query == null ? "" : "?" + query));
        response.write(true, null, callback);
    }

    private void fail(
            Request request, Response response, Callback callback, @Nullable Exchange exchange, Throwable failure) {
        if (Failures.unexpected(failure)) {
            LOG.warn("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), failure);
        }
        if (exchange != null && exchange.taken()) {
            return;
        }
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        try {
            int status = Failures.status(failure);
            Exchange reply = exchange != null
                    ? exchange
                    : new Exchange(request, response, callback, json, ApiVersion.NEWEST, "");
            if (status == 413) {
                // The rest of the body is not going to be read, so no other request can follow on this connection.
                response.getHeaders().put("Connection", "close");
            }
            if (status == 304) {
                reply.reply(status);
            } else {
                reply.reply(status, new ErrorBody(Failures.text(failure)));
            }
            callback.succeeded();
        } catch (Exception gone) {
            callback.failed(gone);
        }
    }
}
