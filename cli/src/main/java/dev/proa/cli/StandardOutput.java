package dev.proa.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** This process's standard output. Remembers that it failed, since a PrintStream before it tells nobody. */
final class StandardOutput extends FileOutputStream {
    private volatile @Nullable IOException failure;

    StandardOutput() {
        super(FileDescriptor.out);
    }

    /** Nobody reads any more, as behind {@code | head -1}. */
    static final class NoReaderException extends IOException {
        private static final long serialVersionUID = 1L;

        private NoReaderException(IOException cause) {
            super(cause);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            super.write(bytes, offset, length);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            IOException told = reason.equals("broken pipe")
                    ? new NoReaderException(e)
                    : new IOException("write /dev/stdout: " + reason, e);
            failure = told;
            throw told;
        }
    }

    /** @throws IOException the last failure, if there was one */
    void check() throws IOException {
        IOException happened = failure;
        if (happened != null) {
            throw happened;
        }
    }
}
