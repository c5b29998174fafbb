package dev.proa.engine.store;

import dev.proa.engine.failure.Internal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engine's SQLite database: one connection, one user at a time.
 *
 * <p>WAL with {@code synchronous=NORMAL}: what was committed survives the death of this process at any instant; after a
 * power failure the newest transactions may be missing, but never half of one (sqlite.org/pragma.html#pragma_synchronous).
 * No commit waits for the disk, so a write costs tens of microseconds and one lock is enough.
 *
 * <p>Owned by the engine that opened it. Safe for use by any number of threads.
 */
public final class Database implements AutoCloseable {
    private static final int SQLITE_FULL = 13; // sqlite.org/rescode.html

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the database, makes it when it is not there, and brings its schema up to date.
     *
     * @throws Internal when it cannot be opened, or was written by a newer engine
     */
    public static Database open(Path file) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma journal_mode = wal");
                    statement.execute("pragma synchronous = normal");
                    statement.execute("pragma foreign_keys = on");
                    statement.execute("pragma busy_timeout = 5000");
                }
                Schema.bringUpToDate(connection);
                return new Database(connection);
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new Internal("open the database " + file + ": " + failure.getMessage(), failure);
        }
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Several statements that succeed or fail together. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** All rows of a query. */
    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        return exclusively(() -> executing(sql, arguments, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        }));
    }

    /** The first row of a query. */
    public <T> Optional<T> queryOne(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        return query(sql, reader, arguments).stream().findFirst();
    }

    /**
     * Runs one statement that changes rows.
     *
     * @return how many rows it changed
     */
    public int update(String sql, @Nullable Object... arguments) {
        return exclusively(() -> executing(sql, arguments, PreparedStatement::executeUpdate));
    }

    /** Runs work as one transaction; an exception undoes all of it. Calls of this database inside join it. */
    public <T> T transaction(Work<T> work) {
        return exclusively(() -> {
            if (!connection.getAutoCommit()) {
                return work.run();
            }
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.run();
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                try {
                    connection.rollback();
                } catch (SQLException undone) {
                    // SQLite has done so itself, as it does when the disk is full (sqlite.org/lang_transaction.html).
                    failure.addSuppressed(undone);
                }
                endTransaction(failure);
                throw failure;
            }
            connection.setAutoCommit(true);
            return result;
        });
    }

    private void endTransaction(Exception failure) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException ended) {
            failure.addSuppressed(ended);
        }
    }

    /** What is done with a statement. */
    @FunctionalInterface
    private interface Execution<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T executing(String sql, @Nullable Object[] arguments, Execution<T> execution) throws SQLException {
        try {
            return execution.run(bind(sql, arguments));
        } catch (SQLException failure) {
            // The driver has closed the statement if the disk is full or failing: it is good for nothing more.
            PreparedStatement failed = prepared.remove(sql);
            if (failed != null) {
                failed.close();
            }
            throw failure;
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object[] arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    private <T> T exclusively(Work<T> work) {
        lock.lock();
        try {
            return work.run();
        } catch (SQLException failure) {
            // Docker's words, which scripts look for.
            String why = failure.getErrorCode() == SQLITE_FULL ? "no space left on device" : failure.getMessage();
            throw new Internal("database: " + why, failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        exclusively(() -> {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            prepared.clear();
            connection.close();
            return true;
        });
    }
}
