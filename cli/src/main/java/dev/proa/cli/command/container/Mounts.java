package dev.proa.cli.command.container;

import dev.proa.cli.command.Csv;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.format.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code --mount type=bind,source=/a,target=/b,readonly}. */
final class Mounts extends ListFlag {
    private final List<Object> mounts = new ArrayList<>();

    Mounts() {
        super("mount", '\0', "mount", "Mount a file system, e.g. type=bind,source=/a,target=/b");
    }

    /** In the API's form. */
    List<Object> toJson() {
        return mounts;
    }

    @Override
    protected String check(String text) {
        mounts.add(parse(text));
        return text;
    }

    /** One mount, while its fields are read. */
    private static final class Draft {
        private String type = "volume";
        private String source = "";
        private String target = "";
        private String consistency = "";
        private boolean readOnly;
        private final Map<String, Object> bind = new LinkedHashMap<>();
        private final Map<String, Object> volume = new LinkedHashMap<>();
        private final Map<String, Object> volumeDriver = new LinkedHashMap<>();
        private final Map<String, Object> volumeLabels = new LinkedHashMap<>();
        private final Map<String, Object> driverOptions = new LinkedHashMap<>();
        private final Map<String, Object> tmpfs = new LinkedHashMap<>();
        private final Map<String, Object> image = new LinkedHashMap<>();
        private boolean hasBind;
        private boolean hasVolume;
        private boolean hasTmpfs;
        private boolean hasImage;

        void set(String key, String value, String field) {
            switch (key) {
                case "type" -> type = value.toLowerCase(Locale.ROOT);
                case "source", "src" ->
                    source = value.startsWith(".")
                            ? Path.of(value).toAbsolutePath().normalize().toString()
                            : value;
                case "target", "dst", "destination" -> target = value;
                case "readonly", "ro" -> readOnly = bool(key, value);
                case "consistency" -> consistency = value.toLowerCase(Locale.ROOT);
                case "bind-propagation" -> bind("Propagation", value.toLowerCase(Locale.ROOT));
                case "bind-nonrecursive" -> bind("NonRecursive", bool(key, value));
                case "bind-recursive" -> recursive(key, value);
                case "volume-subpath" -> {
                    hasVolume = true;
                    volume.put("Subpath", value);
                }
                case "volume-nocopy" -> {
                    hasVolume = true;
                    volume.put("NoCopy", bool(key, value));
                }
                case "volume-label" -> {
                    hasVolume = true;
                    pair(volumeLabels, value);
                }
                case "volume-driver" -> {
                    hasVolume = true;
                    volumeDriver.put("Name", value);
                }
                case "volume-opt" -> {
                    hasVolume = true;
                    pair(driverOptions, value);
                }
                case "image-subpath" -> {
                    hasImage = true;
                    image.put("Subpath", value);
                }
                case "tmpfs-size" -> {
                    hasTmpfs = true;
                    try {
                        tmpfs.put("SizeBytes", Units.ramInBytes(value));
                    } catch (IllegalArgumentException _) {
                        throw invalid(key, value);
                    }
                }
                case "tmpfs-mode" -> {
                    hasTmpfs = true;
                    try {
                        tmpfs.put("Mode", Long.parseLong(value, 8));
                    } catch (NumberFormatException _) {
                        throw invalid(key, value);
                    }
                }
                default -> throw new IllegalArgumentException("unexpected key '" + key + "' in '" + field + "'");
            }
        }

        private void recursive(String key, String value) {
            switch (value) {
                case "enabled" -> hasBind = true;
                case "disabled" -> bind("NonRecursive", true);
                case "writable" -> bind("ReadOnlyNonRecursive", true);
                case "readonly" -> bind("ReadOnlyForceRecursive", true);
                default ->
                    throw new IllegalArgumentException("invalid value for " + key + ": " + value
                            + " (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")");
            }
        }

        private void bind(String key, Object value) {
            hasBind = true;
            bind.put(key, value);
        }

        private static void pair(Map<String, Object> into, String text) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            if (!key.isEmpty()) {
                into.put(key, equals < 0 ? "" : text.substring(equals + 1));
            }
        }

        private static boolean bool(String key, String value) {
            return switch (value) {
                case "1", "t", "T", "true", "TRUE", "True" -> true;
                case "0", "f", "F", "false", "FALSE", "False" -> false;
                default -> throw invalid(key, value);
            };
        }

        private static IllegalArgumentException invalid(String key, String value) {
            return new IllegalArgumentException("invalid value for " + key + ": " + value);
        }

        Map<String, Object> finish() {
            if (type.isEmpty()) {
                throw new IllegalArgumentException("type is required");
            }
            if (target.isEmpty()) {
                throw new IllegalArgumentException("target is required");
            }
            mixed(hasVolume, "volume");
            mixed(hasImage, "image");
            mixed(hasBind, "bind");
            mixed(hasTmpfs, "tmpfs");
            if (bind.containsKey("ReadOnlyNonRecursive") && !readOnly) {
                throw new IllegalArgumentException(
                        "option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction");
            }
            if (bind.containsKey("ReadOnlyForceRecursive")) {
                if (!readOnly) {
                    throw new IllegalArgumentException(
                            "option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction");
                }
                if (!"rprivate".equals(bind.get("Propagation"))) {
                    throw new IllegalArgumentException("option 'bind-recursive=readonly' requires"
                            + " 'bind-propagation=rprivate' to be specified in conjunction");
                }
            }
            return json();
        }

        private void mixed(boolean given, String kind) {
            if (given && !type.equals(kind)) {
                throw new IllegalArgumentException(
                        "cannot mix '" + kind + "-*' options with mount type '" + type + "'");
            }
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("Type", type);
            if (!source.isEmpty()) {
                json.put("Source", source);
            }
            json.put("Target", target);
            if (readOnly) {
                json.put("ReadOnly", true);
            }
            if (!consistency.isEmpty()) {
                json.put("Consistency", consistency);
            }
            if (hasBind) {
                json.put("BindOptions", bind);
            }
            if (hasVolume) {
                volume.put("Labels", volumeLabels);
                if (!driverOptions.isEmpty()) {
                    volumeDriver.put("Options", driverOptions);
                }
                volume.put("DriverConfig", volumeDriver);
                json.put("VolumeOptions", volume);
            }
            if (hasImage) {
                json.put("ImageOptions", image);
            }
            if (hasTmpfs) {
                json.put("TmpfsOptions", tmpfs);
            }
            return json;
        }
    }

    private static Map<String, Object> parse(String text) {
        Draft draft = new Draft();
        for (String field : Csv.fields(text)) {
            int equals = field.indexOf('=');
            String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (equals < 0) {
                switch (key) {
                    case "readonly", "ro", "volume-nocopy", "bind-nonrecursive" -> draft.set(key, "true", field);
                    default ->
                        throw new IllegalArgumentException("invalid field '" + field + "' must be a key=value pair");
                }
            } else {
                draft.set(key, field.substring(equals + 1), field);
            }
        }
        return draft.finish();
    }
}
