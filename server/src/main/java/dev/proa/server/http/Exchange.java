package dev.proa.server.http;

import dev.proa.engine.Filters;
import dev.proa.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and the answer to it. Used by the request's thread only. */
public final class Exchange {
    private static final String JSON = "application/json";

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final WireJson json;
    private final ApiVersion version;
    private final String name;
    private final Query query;
    private final RequestBody body;
    private boolean taken;

    Exchange(Request request, Response response, Callback callback, WireJson json, ApiVersion version, String name) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.json = json;
        this.version = version;
        this.name = name;
        this.query = Query.parse(request.getHttpURI().getQuery());
        this.body = new RequestBody(request);
    }

    public ApiVersion version() {
        return version;
    }

    /** The variable in the path, empty when the route has none. */
    public String name() {
        return name;
    }

    public Query query() {
        return query;
    }

    public WireJson json() {
        return json;
    }

    /** The query's filters. */
    public Filters filters() {
        return FilterParameter.parse(json, query.text("filters"));
    }

    public @Nullable String header(String header) {
        return request.getHeaders().get(header);
    }

    /**
     * The request's body of JSON, read to its end.
     *
     * @return null for an empty body
     * @throws HttpFailure when its type is not JSON's or it is larger than Proa takes
     * @throws dev.proa.wire.json.BadJson when it is not what is expected
     */
    public <T> @Nullable T bodyOrNull(Class<T> type) throws IOException {
        long announced = request.getLength();
        if (announced > Limits.JSON_BODY) {
            throw tooLarge();
        }
        String contentType = header("Content-Type");
        if (contentType == null && (announced == 0 || isEmpty())) {
            return null;
        }
        if (contentType == null || !JSON.equals(MimeTypes.getContentTypeWithoutCharset(contentType))) {
            throw new HttpFailure(
                    400,
                    contentType == null
                            ? "malformed Content-Type header (): mime: no media type"
                            : "unsupported Content-Type header (" + contentType + "): must be '" + JSON + "'");
        }
        byte[] document = body.readNBytes(Limits.JSON_BODY + 1);
        if (document.length > Limits.JSON_BODY) {
            throw tooLarge();
        }
        return document.length == 0 ? null : json.read(type, document);
    }

    /** Whether nothing comes, asked of a body whose length was not announced; what comes is read away. */
    private boolean isEmpty() throws IOException {
        return body.read() < 0;
    }

    /** As {@link #bodyOrNull}, refusing an empty body. */
    public <T> T body(Class<T> type) throws IOException {
        T body = bodyOrNull(type);
        if (body == null) {
            throw new HttpFailure(400, "invalid JSON: got EOF while reading request body");
        }
        return body;
    }

    private static HttpFailure tooLarge() {
        return new HttpFailure(413, "request body too large: at most " + Limits.JSON_BODY + " bytes of JSON are read");
    }

    /** The request's body as it comes; the same stream each time. */
    public InputStream body() {
        return body;
    }

    /** Gives back what was not read of the body, once nobody is going to. */
    void releaseBody() {
        body.close();
    }

    /** The body's length, -1: not known. */
    public long bodyLength() {
        return request.getLength();
    }

    /** Answers with JSON. */
    public void reply(int status, Object body) throws IOException {
        replyJson(status, json.write(body));
    }

    /** Answers with a list. */
    public <T> void reply(int status, Class<T> type, List<T> bodies) throws IOException {
        replyJson(status, json.writeList(type, bodies));
    }

    /** Answers with a document, and as dockerd a line's end after it. */
    public void replyJson(int status, byte[] document) throws IOException {
        byte[] line = new byte[document.length + 1];
        System.arraycopy(document, 0, line, 0, document.length);
        line[document.length] = '\n';
        reply(status, JSON, line);
    }

    /** Answers with a document of any type. */
    public void reply(int status, String contentType, byte[] document) throws IOException {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, document.length);
        write(ByteBuffer.wrap(document));
    }

    /** Answers without a body. */
    public void reply(int status) throws IOException {
        response.setStatus(status);
        write(BufferUtil.EMPTY_BUFFER);
    }

    /** Sets a header of the answer. */
    public void answerHeader(String header, String value) {
        response.getHeaders().put(header, value);
    }

    /** Whether anything of the answer has been sent. */
    public boolean begun() {
        return taken || response.isCommitted();
    }

    /** Begins an answer of unknown length; its writer flushes, and closes at the end. */
    public OutputStream replyStream(int status, String contentType) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        return Content.Sink.asOutputStream(response);
    }

    /** Takes the connection over from HTTP; from then on only it may be used, and must be closed. */
    RawConnection takeOver() {
        taken = true;
        return RawConnection.takeOver(request);
    }

    /**
     * Makes the connection a web socket. The connection changes over when the request's thread has returned.
     *
     * @throws HttpFailure when that is not what was asked for; nothing was sent then
     */
    void takeOver(WebSocketChannel channel) {
        if (!channel.upgrade(request, response, callback)) {
            throw new HttpFailure(400, "not websocket protocol");
        }
        taken = true;
    }

    /** The answer's headers as they would be sent. */
    String headerLines() {
        StringBuilder lines = new StringBuilder();
        for (HttpField field : response.getHeaders()) {
            lines.append(field.getName()).append(": ").append(field.getValue()).append("\r\n");
        }
        return lines.toString();
    }

    boolean oldHttp() {
        return "HTTP/1.0".equals(request.getConnectionMetaData().getProtocol());
    }

    boolean taken() {
        return taken;
    }

    private void write(ByteBuffer last) throws IOException {
        try (Blocker.Callback written = Blocker.callback()) {
            response.write(true, last, written);
            written.block();
        }
    }
}
