package dev.proa.engine.store;

import dev.proa.engine.failure.Internal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The database's tables, as an ordered list of steps. A database remembers in {@code user_version} how many it has
 * taken; a step that has been released is never changed, only followed by another.
 *
 * <pre>
 *   container 1 ─── n lease          image 1 ─── n image_name
 *       │                              │
 *       └── image_id, layers           └── layers, blobs, manifest
 *           what its file system is        what is stored for it
 *           made of, also after the
 *           image is gone
 * </pre>
 */
final class Schema {
    private static final List<String> STEPS = List.of("""
            create table setting (
                key text primary key,
                value text not null
            ) strict;
            create table container (
                id text primary key,
                name text not null unique,
                created integer not null,      -- nanoseconds since 1970
                image_id text not null,        -- sha256:…
                layers text not null,          -- chain IDs, lowest first, separated by spaces
                definition text not null,      -- JSON: what does not change
                state text not null            -- JSON: what does
            ) strict;
            create table lease (
                network text not null,
                address text not null,
                container text not null,
                primary key (network, address)
            ) strict;
            create table image (
                id text primary key,           -- sha256:… of the configuration
                added integer not null,        -- nanoseconds since 1970, when it came into this engine
                tagged integer,                -- nanoseconds since 1970, when a user last named it
                layers text not null,          -- chain IDs, lowest first, separated by spaces
                blobs text not null,           -- digests of the layers' blobs, lowest first, separated by spaces
                manifest text                  -- digest of the manifest's blob, when the image came with one
            ) strict;
            create table image_name (
                name text primary key,         -- canonical: docker.io/library/busybox:latest, or with a digest
                image_id text not null references image (id)
            ) strict;
            create index image_name_by_image on image_name (image_id);
            """, """
            create table network (
                id text primary key,
                name text not null unique,
                created integer not null,      -- nanoseconds since 1970
                spec text not null,            -- JSON: what does not change, which is all
                is_foreign integer not null    -- 1: its interface was there before and stays when it goes
            ) strict;
            """);

    private Schema() {}

    static void bringUpToDate(Connection connection) throws SQLException {
        int taken = version(connection);
        if (taken > STEPS.size()) {
            throw new Internal("the database was written by a newer engine (schema " + taken + ", this one knows "
                    + STEPS.size() + ")");
        }
        for (int step = taken; step < STEPS.size(); step++) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : STEPS.get(step).split(";", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("pragma user_version = " + (step + 1));
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("pragma user_version")) {
            return result.getInt(1);
        }
    }
}
