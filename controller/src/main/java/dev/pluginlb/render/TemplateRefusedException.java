package dev.pluginlb.render;

/** A template that cannot be read, parsed or filled in; the message names the file, the line, and the mend. */
public final class TemplateRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateRefusedException(String message) {
        super(message);
    }

    TemplateRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
