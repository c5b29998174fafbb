package dev.proa.engine.store;

import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import dev.proa.snapshot.ChainId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images there are and what they are called.
 *
 * <p>A name is kept with a tag or a digest, not both; names come sorted by their canonical spelling, as Docker shows
 * them.
 */
public final class ImageTable {
    private static final String COLUMNS = "select id, added, tagged, layers, blobs, manifest from image";

    private final Database database;

    public ImageTable(Database database) {
        this.database = database;
    }

    /** Runs work as one transaction. */
    public <T> T transaction(Database.Work<T> work) {
        return database.transaction(work);
    }

    public List<ImageRow> all() {
        return database.query(COLUMNS, ImageTable::read);
    }

    public int count() {
        return database.queryOne("select count(*) from image", row -> row.getInt(1))
                .orElse(0);
    }

    public Optional<ImageRow> find(Digest id) {
        return database.queryOne(COLUMNS + " where id = ?", ImageTable::read, id.toString());
    }

    /** The images whose id in hexadecimal begins so; at most two, which is enough to know that one is not unique. */
    public List<ImageRow> beginningWith(String hexPrefix) {
        String low = Digest.SHA256 + ":" + hexPrefix;
        // 'g' sorts right behind the hexadecimal digits, so the index gives the range.
        return database.query(COLUMNS + " where id >= ? and id < ? limit 2", ImageTable::read, low, low + "g");
    }

    /** Adds an image; one that is there stays as it is. */
    public void add(ImageRow image) {
        Instant tagged = image.tagged();
        Digest manifest = image.manifest();
        database.update(
                "insert or ignore into image (id, added, tagged, layers, blobs, manifest)"
                        + " values (?, ?, ?, ?, ?, ?)",
                image.id().toString(),
                Nanos.of(image.added()),
                tagged == null ? null : Nanos.of(tagged),
                joined(image.layers()),
                joined(image.blobs()),
                manifest == null ? null : manifest.toString());
    }

    /** Says anew what is stored of an image that is there. */
    public void replaceParts(ImageRow image) {
        Digest manifest = image.manifest();
        database.update(
                "update image set layers = ?, blobs = ?, manifest = ? where id = ?",
                joined(image.layers()),
                joined(image.blobs()),
                manifest == null ? null : manifest.toString(),
                image.id().toString());
    }

    /** Removes an image with its names. */
    public void remove(Digest id) {
        database.transaction(() -> {
            database.update("delete from image_name where image_id = ?", id.toString());
            return database.update("delete from image where id = ?", id.toString());
        });
    }

    public void tagged(Digest id, Instant when) {
        database.update("update image set tagged = ? where id = ?", Nanos.of(when), id.toString());
    }

    /** Which image a name stands for. */
    public Optional<Digest> idOf(ImageName name) {
        return database.queryOne(
                "select image_id from image_name where name = ?",
                row -> Digest.parse(row.getString(1)),
                name.canonical());
    }

    public List<ImageName> namesOf(Digest id) {
        return database.query(
                "select name from image_name where image_id = ? order by name",
                row -> ImageName.parse(row.getString(1)),
                id.toString());
    }

    /** All names, by image. */
    public Map<Digest, List<ImageName>> names() {
        Map<Digest, List<ImageName>> names = new HashMap<>();
        database.query("select image_id, name from image_name order by name", row -> {
            Digest id = Digest.parse(row.getString(1));
            return names.computeIfAbsent(id, none -> new ArrayList<>()).add(ImageName.parse(row.getString(2)));
        });
        return names;
    }

    /** Lets a name stand for an image, also when it stood for another. */
    public void name(ImageName name, Digest id) {
        database.update(
                "insert into image_name (name, image_id) values (?, ?)"
                        + " on conflict (name) do update set image_id = excluded.image_id",
                name.canonical(),
                id.toString());
    }

    public void unname(ImageName name) {
        database.update("delete from image_name where name = ?", name.canonical());
    }

    private static ImageRow read(ResultSet row) throws SQLException {
        long tagged = row.getLong(3);
        String manifest = row.getString(6);
        return new ImageRow(
                Digest.parse(row.getString(1)),
                Nanos.instant(row.getLong(2)),
                tagged == 0 ? null : Nanos.instant(tagged),
                digests(row.getString(4)).stream().map(ChainId::new).toList(),
                digests(row.getString(5)),
                manifest == null ? null : Digest.parse(manifest));
    }

    private static String joined(List<?> names) {
        return String.join(" ", names.stream().map(Object::toString).toList());
    }

    private static List<Digest> digests(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Digest::parse).toList();
    }
}
