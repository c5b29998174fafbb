package dev.proa.cli.template;

/** A template that does not parse or fails to execute; the message is Go's. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message, null, false, false);
    }

    /** The message, never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
