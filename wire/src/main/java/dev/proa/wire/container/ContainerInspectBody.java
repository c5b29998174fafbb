package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of one container.
 *
 * @param created RFC 3339 with nanoseconds
 * @param image the image's id
 * @param name with the leading slash
 * @param sizeRw bytes, null when not asked for
 * @param sizeRootFs bytes, null when not asked for
 */
@Json
public record ContainerInspectBody(
        @Json.Property("Id") String id,
        @Json.Property("Created") String created,
        @Json.Property("Path") String path,
        @Json.Property("Args") List<String> args,
        @Json.Property("State") @Nullable StateBody state,
        @Json.Property("Image") String image,
        @Json.Property("ResolvConfPath") String resolvConfPath,
        @Json.Property("HostnamePath") String hostnamePath,
        @Json.Property("HostsPath") String hostsPath,
        @Json.Property("LogPath") String logPath,
        @Json.Property("Name") String name,
        @Json.Property("RestartCount") int restartCount,
        @Json.Property("Driver") String driver,
        @Json.Property("Platform") String platform,
        @Json.Property("MountLabel") String mountLabel,
        @Json.Property("ProcessLabel") String processLabel,
        @Json.Property("AppArmorProfile") String appArmorProfile,
        @Json.Property("ExecIDs") @Nullable List<String> execIds,
        @Json.Property("HostConfig") @Nullable HostConfigBody hostConfig,
        @Json.Property("GraphDriver") @Nullable GraphDriverBody graphDriver,
        @Json.Property("SizeRw") @Nullable Long sizeRw,
        @Json.Property("SizeRootFs") @Nullable Long sizeRootFs,
        @Json.Property("Mounts") List<MountPoint> mounts,
        @Json.Property("Config") @Nullable ContainerConfigBody config,
        @Json.Property("NetworkSettings") @Nullable NetworkSettingsBody networkSettings) {
    public ContainerInspectBody {
        id = Absent.text(id);
        created = Absent.text(created);
        path = Absent.text(path);
        args = Absent.list(args);
        image = Absent.text(image);
        resolvConfPath = Absent.text(resolvConfPath);
        hostnamePath = Absent.text(hostnamePath);
        hostsPath = Absent.text(hostsPath);
        logPath = Absent.text(logPath);
        name = Absent.text(name);
        driver = Absent.text(driver);
        platform = Absent.text(platform);
        mountLabel = Absent.text(mountLabel);
        processLabel = Absent.text(processLabel);
        appArmorProfile = Absent.text(appArmorProfile);
        mounts = Absent.list(mounts);
    }
}
