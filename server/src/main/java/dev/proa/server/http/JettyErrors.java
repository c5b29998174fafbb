package dev.proa.server.http;

import dev.proa.wire.json.WireJson;
import dev.proa.wire.system.ErrorBody;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The errors found before a request reaches {@link ApiHandler}, in the API's form instead of Jetty's page. */
final class JettyErrors implements Request.Handler {
    private final WireJson json;

    JettyErrors(WireJson json) {
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        String text = message == null ? HttpStatus.getMessage(response.getStatus()) : message.toString();
        response.getHeaders().put("Content-Type", "application/json");
        response.write(true, ByteBuffer.wrap(json.write(new ErrorBody(text))), callback);
        return true;
    }
}
