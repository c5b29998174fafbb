package dev.proa.cli.command.container;

import dev.proa.cli.CliException;
import dev.proa.cli.command.Csv;
import dev.proa.cli.command.KeyValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --device /dev/a[:/dev/b][:rwm]}, CDI names such as {@code vendor.com/gpu=0}, and {@code --gpus}. */
final class Devices {
    private Devices() {}

    static void parse(List<String> texts, List<Object> mappings, List<Object> requests) throws CliException {
        List<String> cdi = new ArrayList<>();
        for (String text : texts) {
            if (!text.startsWith("/") && text.indexOf('/') > 0 && text.indexOf('=') > text.indexOf('/')) {
                cdi.add(text);
            } else {
                mappings.add(mapping(text));
            }
        }
        if (!cdi.isEmpty()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("Driver", "cdi");
            request.put("DeviceIDs", cdi);
            requests.add(request);
        }
    }

    private static Map<String, Object> mapping(String text) throws CliException {
        String[] parts = text.split(":", -1);
        if (parts.length > 3 || parts[0].isEmpty()) {
            throw new CliException("bad format for path: " + text);
        }
        String inside = parts[0];
        String permissions = "rwm";
        if (parts.length == 3) {
            inside = parts[1];
            permissions = parts[2];
            if (!isMode(permissions)) {
                throw new CliException("bad mode specified: " + permissions);
            }
        } else if (parts.length == 2) {
            if (isMode(parts[1])) {
                permissions = parts[1];
            } else {
                inside = parts[1];
            }
        }
        if (!inside.startsWith("/")) {
            throw new CliException(inside + " is not an absolute path");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("PathOnHost", parts.length == 1 ? Path.of(parts[0]).normalize().toString() : parts[0]);
        json.put("PathInContainer", Path.of(inside).normalize().toString());
        json.put("CgroupPermissions", permissions);
        return json;
    }

    /** Some of r, w and m, each once. */
    private static boolean isMode(String text) {
        boolean valid = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            valid &= "rwm".indexOf(c) >= 0 && text.indexOf(c) == i;
        }
        return valid;
    }

    static Map<String, Object> gpus(String text) throws CliException {
        Map<String, Object> request = new LinkedHashMap<>();
        Map<String, Object> options = new LinkedHashMap<>();
        List<String> capabilities = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        String count = "";
        for (String field : Csv.fields(text)) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? "count" : field.substring(0, equals);
            String value = equals < 0 ? field : field.substring(equals + 1);
            switch (key) {
                case "driver" -> request.put("Driver", value);
                case "count" -> count = value;
                case "device" -> ids.addAll(List.of(value.split(",", -1)));
                case "capabilities" -> capabilities.addAll(List.of(value.split(",", -1)));
                case "options" -> {
                    for (String option : Csv.fields(value)) {
                        KeyValues.put(options, option);
                    }
                }
                default -> throw new CliException("unexpected key '" + key + "' in '" + field + "'");
            }
        }
        if (!count.isEmpty() || ids.isEmpty()) {
            request.put("Count", count(count));
        }
        if (!ids.isEmpty()) {
            request.put("DeviceIDs", ids);
        }
        capabilities.add("gpu");
        request.put("Capabilities", List.of(capabilities));
        request.put("Options", options);
        return request;
    }

    private static long count(String text) throws CliException {
        if (text.equals("all")) {
            return -1;
        }
        try {
            return text.isEmpty() ? 1 : Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new CliException(
                    "invalid count (" + text + "): value must be either \"all\" or an integer: invalid syntax");
        }
    }
}
