package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list of containers.
 *
 * @param names with the leading slash
 * @param created seconds since 1970
 * @param status for people
 */
@Json
public record ContainerSummaryBody(
        @Json.Property("Id") String id,
        @Json.Property("Names") List<String> names,
        @Json.Property("Image") String image,
        @Json.Property("ImageID") String imageId,
        @Json.Property("Command") String command,
        @Json.Property("Created") long created,
        @Json.Property("Ports") List<PortSummary> ports,

        @Json.Property("SizeRw") @Json.Serializer(OmitZeroLong.class)
        long sizeRw,

        @Json.Property("SizeRootFs") @Json.Serializer(OmitZeroLong.class)
        long sizeRootFs,

        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("State") String state,
        @Json.Property("Status") String status,
        @Json.Property("HostConfig") @Nullable HostConfigSummary hostConfig,
        @Json.Property("NetworkSettings") @Nullable NetworkSettingsSummary networkSettings,
        @Json.Property("Mounts") List<MountPoint> mounts) {
    public ContainerSummaryBody {
        id = Absent.text(id);
        names = Absent.list(names);
        image = Absent.text(image);
        imageId = Absent.text(imageId);
        command = Absent.text(command);
        ports = Absent.list(ports);
        labels = Absent.map(labels);
        state = Absent.text(state);
        status = Absent.text(status);
        mounts = Absent.list(mounts);
    }
}
