package dev.proa.linux.nftables;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.internal.LibC;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The functions of libnftables(3); its callers see to it that only one runs at a time. */
@SuppressWarnings("restricted") // binding and reading strings of a native library
final class Library {
    private static final String FILE = "libnftables.so.1";

    private static volatile @Nullable Library loaded;

    private final MethodHandle newContext;
    private final MethodHandle freeContext;
    private final MethodHandle bufferOutput;
    private final MethodHandle bufferError;
    private final MethodHandle outputBuffer;
    private final MethodHandle errorBuffer;
    private final MethodHandle runCommand;

    private Library(SymbolLookup symbols) {
        newContext = LibC.foreign(symbols, "nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        freeContext = LibC.foreign(symbols, "nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS));
        bufferOutput = LibC.foreign(symbols, "nft_ctx_buffer_output", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        bufferError = LibC.foreign(symbols, "nft_ctx_buffer_error", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        outputBuffer = LibC.foreign(symbols, "nft_ctx_get_output_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS));
        errorBuffer = LibC.foreign(symbols, "nft_ctx_get_error_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS));
        runCommand =
                LibC.foreign(symbols, "nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    }

    /** Loads the library once; it stays, as its functions may be called until this process ends. */
    static Library load() throws IOException {
        Library present = loaded;
        if (present == null) {
            try {
                present = new Library(SymbolLookup.libraryLookup(FILE, Arena.global()));
            } catch (IllegalArgumentException missing) {
                throw new IOException(
                        FILE + " cannot be loaded; it comes with the package libnftables1 (nftables-libs on some)",
                        missing);
            }
            loaded = present;
        }
        return present;
    }

    MemorySegment newContext() throws IOException {
        try {
            MemorySegment context = (MemorySegment) newContext.invokeExact(0);
            if (context.equals(MemorySegment.NULL)) {
                throw new IOException("nft_ctx_new: out of memory");
            }
            if ((int) bufferOutput.invokeExact(context) != 0 || (int) bufferError.invokeExact(context) != 0) {
                freeContext.invokeExact(context);
                throw new IOException("nft_ctx_buffer_output: out of memory");
            }
            return context;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    int run(MemorySegment context, MemorySegment commands) throws IOException {
        try {
            return (int) runCommand.invokeExact(context, commands);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    String output(MemorySegment context) throws IOException {
        return read(outputBuffer, context);
    }

    String error(MemorySegment context) throws IOException {
        return read(errorBuffer, context);
    }

    void free(MemorySegment context) {
        try {
            freeContext.invokeExact(context);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String read(MethodHandle buffer, MemorySegment context) throws IOException {
        try {
            MemorySegment text = (MemorySegment) buffer.invokeExact(context);
            return text.equals(MemorySegment.NULL)
                    ? ""
                    : text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** A downcall handle declares Throwable but throws nothing of its own. */
    private static IOException unexpected(Throwable failure) {
        return switch (failure) {
            case IOException known -> known;
            case RuntimeException other -> throw other;
            case Error other -> throw other;
            default -> throw new AssertionError(failure);
        };
    }
}
