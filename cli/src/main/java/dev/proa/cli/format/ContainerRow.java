package dev.proa.cli.format;

import dev.proa.cli.json.JsonNull;
import dev.proa.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A container in {@code ps} and {@code system df -v}. */
public final class ContainerRow implements Row {
    /** The names of all values. */
    public static final List<String> NAMES = List.of(
            "Command",
            "CreatedAt",
            "ID",
            "Image",
            "Labels",
            "LocalVolumes",
            "Mounts",
            "Names",
            "Networks",
            "Platform",
            "Ports",
            "RunningFor",
            "Size",
            "State",
            "Status");

    private final JsonObject container;
    private final boolean truncate;

    /**
     * @param container an element of {@code GET /containers/json}
     * @param truncate whether ids and long texts are cut
     */
    public ContainerRow(JsonObject container, boolean truncate) {
        this.container = container;
        this.truncate = truncate;
    }

    /** A row of no container, to try templates on. */
    public static ContainerRow empty() {
        return new ContainerRow(JsonObject.EMPTY, false);
    }

    /** A row that shows only what the container itself wrote as its size. */
    public static ContainerRow withoutImage(JsonObject container, boolean truncate) {
        Map<String, Object> fields = new LinkedHashMap<>(container.fields());
        fields.remove("SizeRootFs");
        return new ContainerRow(new JsonObject(fields), truncate);
    }

    /** The titles of the columns. */
    public static String title(String name) {
        return switch (name) {
            case "ID" -> "CONTAINER ID";
            case "Names" -> "NAMES";
            case "Image" -> "IMAGE";
            case "Command" -> "COMMAND";
            case "CreatedAt" -> "CREATED AT";
            case "RunningFor" -> "CREATED";
            case "Ports" -> "PORTS";
            case "State" -> "STATE";
            case "Status" -> "STATUS";
            case "Size" -> "SIZE";
            case "Labels" -> "LABELS";
            case "Mounts" -> "MOUNTS";
            case "LocalVolumes" -> "LOCAL VOLUMES";
            case "Networks" -> "NETWORKS";
            case "Platform" -> "PLATFORM";
            default -> "";
        };
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public String goType() {
        return "*formatter.ContainerContext";
    }

    @Override
    public boolean hasLabels() {
        return true;
    }

    @Override
    public String label(String key) {
        return container.object("Labels").string(key);
    }

    @Override
    public Object get(String name) {
        return switch (name) {
            case "ID" -> truncate ? Text.shortId(container.string("Id")) : container.string("Id");
            case "Names" -> containerNames();
            case "Image" -> image();
            case "Command" -> {
                String command = container.string("Command");
                yield Text.quote(truncate ? Text.ellipsis(command, 20) : command);
            }
            case "CreatedAt" -> Text.goTime(container.number("Created"));
            case "RunningFor" -> Text.ago(container.number("Created"));
            case "Ports" -> Ports.display(container.objects("Ports"));
            case "State" -> container.string("State");
            case "Status" -> container.string("Status");
            case "Size" -> size();
            case "Labels" -> Text.labels(container.object("Labels"));
            case "Mounts" -> mounts();
            case "LocalVolumes" -> localVolumes();
            case "Networks" ->
                String.join(
                        ",",
                        container
                                .object("NetworkSettings")
                                .object("Networks")
                                .fields()
                                .keySet());
            case "Platform" -> {
                JsonObject platform =
                        container.object("ImageManifestDescriptor").object("platform");
                yield platform.fields().isEmpty() ? JsonNull.NULL : platform.fields();
            }
            default -> throw new NoSuchElementException(name);
        };
    }

    @Override
    public String shown(String name) {
        if (!name.equals("Platform")) {
            return Row.super.shown(name);
        }
        JsonObject platform = container.object("ImageManifestDescriptor").object("platform");
        if (platform.fields().isEmpty()) {
            return "<nil>";
        }
        String variant = platform.string("variant");
        return platform.string("os") + "/" + platform.string("architecture") + (variant.isEmpty() ? "" : "/" + variant);
    }

    private String containerNames() {
        StringBuilder names = new StringBuilder();
        for (String full : container.strings("Names")) {
            String name = full.startsWith("/") ? full.substring(1) : full;
            if (truncate) {
                // Names with a slash belong to the links of other containers.
                if (name.indexOf('/') < 0) {
                    return name;
                }
                continue;
            }
            names.append(names.isEmpty() ? "" : ",").append(name);
        }
        return names.toString();
    }

    private String image() {
        String image = container.string("Image");
        if (image.isEmpty()) {
            return "<no image>";
        }
        if (!truncate) {
            return image;
        }
        String id = Text.shortId(container.string("ImageID"));
        if (id.equals(Text.shortId(image))) {
            return id;
        }
        int digest = image.indexOf('@');
        return digest > 0 ? image.substring(0, digest) : image;
    }

    private String size() {
        String written = Units.shortSize(container.number("SizeRw"));
        long whole = container.number("SizeRootFs");
        return whole > 0 ? written + " (virtual " + Units.shortSize(whole) + ")" : written;
    }

    private String mounts() {
        List<String> mounts = new ArrayList<>();
        for (JsonObject mount : container.objects("Mounts")) {
            String name = mount.string("Name").isEmpty() ? mount.string("Source") : mount.string("Name");
            mounts.add(truncate ? Text.ellipsis(name, 15) : name);
        }
        return String.join(",", mounts);
    }

    private String localVolumes() {
        int count = 0;
        for (JsonObject mount : container.objects("Mounts")) {
            if (mount.string("Driver").equals("local")) {
                count++;
            }
        }
        return Integer.toString(count);
    }
}
