package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.report.Unit;

/** One row of the table: something that is measured for each client, in turns. */
public interface Row {
    /** What it is called in {@code --only}. */
    String id();

    /** What it is called in the table, in Markdown. */
    String title();

    /** The unit it is printed in. */
    default Unit unit() {
        return Unit.MILLISECONDS;
    }

    /**
     * How often it is measured.
     *
     * @param asked what the user asked for; rows that take seconds settle for less
     */
    default int rounds(int asked) {
        return asked;
    }

    /** Whether the daemons run meanwhile; if not, it finds them stopped and leaves them stopped. */
    default boolean daemonsRun() {
        return true;
    }

    /** Whether it is the engine that is measured, so that one client for each is enough. */
    default boolean ofEngine() {
        return false;
    }

    /** Whether it can be measured for this client at all. */
    default boolean appliesTo(@SuppressWarnings("unused") Client client) {
        return true;
    }

    /** Makes what the rounds share; called once for each engine, before the first round. */
    default void prepare(@SuppressWarnings("unused") Client client) throws CommandFailed, InterruptedException {}

    /**
     * Measures once; what it makes for that is gone when it returns.
     *
     * @return nanoseconds or bytes, as {@link #unit} wants
     */
    double measure(Client client) throws CommandFailed, InterruptedException;

    /** Removes what {@link #prepare} made; called once for each engine, also after a failure. */
    default void cleanUp(@SuppressWarnings("unused") Client client) throws CommandFailed, InterruptedException {}
}
