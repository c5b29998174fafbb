package dev.proa.image;

import java.io.IOException;

/** An image document or archive that does not say what it must; the message names the document and the place in it. */
public final class ImageFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public ImageFormatException(String message) {
        super(message);
    }

    public ImageFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
