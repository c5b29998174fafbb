package dev.proa.server.http;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Forbidden;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.failure.NotModified;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.failure.StartFailure;
import dev.proa.engine.failure.Unauthorized;
import dev.proa.wire.json.BadJson;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;

/** What a failure is to a client: a status and a text. */
public final class Failures {
    private Failures() {}

    /** The status a failure is answered with. */
    public static int status(Throwable failure) {
        return switch (failure) {
            case EngineException known -> status(known);
            case HttpFailure http -> http.status();
            case BadJson _ -> 400;
            case HttpException jetty -> jetty.getCode();
            default -> 500;
        };
    }

    private static int status(EngineException failure) {
        return switch (failure) {
            case Unauthorized _ -> 401;
            case NotFound _ -> 404;
            case Conflict _ -> 409;
            case Forbidden _ -> 403;
            case InvalidArgument _ -> 400;
            case NotModified _ -> 304;
            case NotSupported _ -> 501;
            case StartFailure start -> start.userError() ? 400 : 500;
            case Internal _ -> 500;
        };
    }

    /** What the client is told. */
    public static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
    }

    /** Whether nobody but the engine can be to blame, so that it belongs in the log. */
    static boolean unexpected(Throwable failure) {
        boolean answered =
                failure instanceof EngineException || failure instanceof HttpFailure || failure instanceof BadJson;
        boolean clientGone = failure instanceof EofException;
        return !answered && !clientGone && status(failure) >= 500;
    }
}
