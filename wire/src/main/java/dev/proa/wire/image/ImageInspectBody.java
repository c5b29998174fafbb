package dev.proa.wire.image;

import dev.proa.wire.container.GraphDriverBody;
import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of one image.
 *
 * @param size bytes
 */
@Json
public record ImageInspectBody(
        @Json.Property("Id") String id,
        @Json.Property("RepoTags") List<String> repoTags,
        @Json.Property("RepoDigests") List<String> repoDigests,
        @Json.Property("Parent") String parent,
        @Json.Property("Comment") String comment,

        @Json.Property("Created") @Json.Serializer(OmitEmptyText.class)
        String created,

        @Json.Property("DockerVersion") String dockerVersion,
        @Json.Property("Author") String author,
        @Json.Property("Config") @Nullable ImageConfigBody config,
        @Json.Property("Architecture") String architecture,

        @Json.Property("Variant") @Json.Serializer(OmitEmptyText.class)
        String variant,

        @Json.Property("Os") String os,

        @Json.Property("OsVersion") @Json.Serializer(OmitEmptyText.class)
        String osVersion,

        @Json.Property("Size") long size,
        @Json.Property("GraphDriver") @Nullable GraphDriverBody graphDriver,
        @Json.Property("RootFS") @Nullable RootFsBody rootFs,
        @Json.Property("Metadata") @Nullable ImageMetadata metadata) {
    public ImageInspectBody {
        id = Absent.text(id);
        repoTags = Absent.list(repoTags);
        repoDigests = Absent.list(repoDigests);
        parent = Absent.text(parent);
        comment = Absent.text(comment);
        created = Absent.text(created);
        dockerVersion = Absent.text(dockerVersion);
        author = Absent.text(author);
        architecture = Absent.text(architecture);
        variant = Absent.text(variant);
        os = Absent.text(os);
        osVersion = Absent.text(osVersion);
    }
}
