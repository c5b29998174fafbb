package dev.proa.runtime.spec;

import dev.proa.linux.capability.Capability;
import dev.proa.runtime.internal.Json;
import io.avaje.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes specifications in the form of the OCI runtime specification 1.0 (config.md, config-linux.md). */
final class SpecJson {
    private static final String VERSION = "1.0.2";

    private SpecJson() {}

    static byte[] container(ContainerSpec spec) {
        return Json.bytes(json -> {
            json.beginObject();
            Json.text(json, "ociVersion", VERSION);
            Json.object(json, "process", () -> process(json, spec.process()));
            Json.object(json, "root", () -> {
                Json.text(json, "path", spec.rootfs().toString());
                Json.flag(json, "readonly", spec.readonlyRootfs());
            });
            if (!spec.hostname().isEmpty()) {
                Json.text(json, "hostname", spec.hostname());
            }
            if (!spec.domainname().isEmpty()) {
                Json.text(json, "domainname", spec.domainname());
            }
            Json.objects(json, "mounts", spec.mounts(), mount -> {
                Json.text(json, "destination", mount.destination());
                Json.text(json, "type", mount.type());
                Json.text(json, "source", mount.source());
                Json.strings(json, "options", mount.options());
            });
            Json.texts(json, "annotations", spec.annotations());
            Json.object(json, "linux", () -> linux(json, spec));
            json.endObject();
        });
    }

    /** The file that {@code exec --process} takes. */
    static byte[] process(ProcessSpec process) {
        return Json.bytes(json -> {
            json.beginObject();
            process(json, process);
            json.endObject();
        });
    }

    private static void process(JsonWriter json, ProcessSpec process) {
        Json.flag(json, "terminal", process.terminal());
        if (process.terminal()) {
            process.consoleSize()
                    .ifPresent(size -> Json.object(json, "consoleSize", () -> {
                        Json.number(json, "height", size.rows());
                        Json.number(json, "width", size.columns());
                    }));
        }
        Json.object(json, "user", () -> {
            Json.number(json, "uid", process.user().uid());
            Json.number(json, "gid", process.user().gid());
            json.name("additionalGids");
            json.beginArray();
            process.user().additionalGids().forEach(gid -> json.value(gid.longValue()));
            json.endArray();
        });
        Json.strings(json, "args", process.args());
        Json.strings(json, "env", process.env());
        Json.text(json, "cwd", process.cwd());
        Json.object(json, "capabilities", () -> {
            List<String> names =
                    process.capabilities().stream().map(Capability::name).toList();
            Json.strings(json, "bounding", names);
            // Only what root has: for another user the runtime would otherwise keep them through the change of user.
            List<String> held = process.user().uid() == 0 ? names : List.of();
            Json.strings(json, "effective", held);
            Json.strings(json, "permitted", held);
        });
        Json.flag(json, "noNewPrivileges", process.noNewPrivileges());
        process.oomScoreAdj().ifPresent(score -> Json.number(json, "oomScoreAdj", score));
        if (!process.rlimits().isEmpty()) {
            Json.objects(json, "rlimits", process.rlimits(), limit -> {
                Json.text(json, "type", limit.type());
                Json.number(json, "soft", limit.soft());
                Json.number(json, "hard", limit.hard());
            });
        }
    }

    private static void linux(JsonWriter json, ContainerSpec spec) {
        Json.objects(json, "namespaces", spec.namespaces(), namespace -> {
            Json.text(json, "type", namespace.kind().specName());
            namespace.path().ifPresent(path -> Json.text(json, "path", path.toString()));
        });
        Json.text(json, "cgroupsPath", spec.cgroupPath());
        Json.strings(json, "maskedPaths", spec.maskedPaths());
        Json.strings(json, "readonlyPaths", spec.readonlyPaths());
        Json.texts(json, "sysctl", spec.sysctls());
        Json.objects(json, "devices", spec.devices(), device -> {
            Json.text(json, "path", device.path());
            Json.text(json, "type", device.type());
            Json.number(json, "major", device.major());
            Json.number(json, "minor", device.minor());
            Json.number(json, "fileMode", device.fileMode());
            Json.number(json, "uid", device.uid());
            Json.number(json, "gid", device.gid());
        });
        Json.object(json, "resources", () -> resources(json, spec));
        spec.rootPropagation().ifPresent(propagation -> Json.text(json, "rootfsPropagation", propagation));
        spec.seccomp().ifPresent(seccomp -> {
            json.name("seccomp");
            json.rawValue(seccomp.json());
        });
    }

    private static void resources(JsonWriter json, ContainerSpec spec) {
        Json.objects(json, "devices", spec.deviceRules(), rule -> {
            Json.flag(json, "allow", rule.allow());
            Json.text(json, "type", rule.type());
            number(json, "major", rule.major());
            number(json, "minor", rule.minor());
            Json.text(json, "access", rule.access());
        });
        Resources resources = spec.resources();
        if (!resources.memory().equals(Resources.Memory.NONE)) {
            Json.object(json, "memory", () -> memory(json, resources.memory()));
        }
        if (!resources.cpu().equals(Resources.Cpu.NONE)) {
            Json.object(json, "cpu", () -> cpu(json, resources.cpu()));
        }
        resources.pidsLimit().ifPresent(limit -> Json.object(json, "pids", () -> Json.number(json, "limit", limit)));
        if (!resources.blockIo().equals(Resources.BlockIo.NONE)) {
            Json.object(json, "blockIO", () -> blockIo(json, resources.blockIo()));
        }
        Json.texts(json, "unified", resources.unified());
    }

    private static void memory(JsonWriter json, Resources.Memory memory) {
        number(json, "limit", memory.limit());
        number(json, "reservation", memory.reservation());
        number(json, "swap", memory.swap());
        number(json, "swappiness", memory.swappiness());
        memory.disableOomKiller().ifPresent(disabled -> Json.flag(json, "disableOOMKiller", disabled));
    }

    private static void cpu(JsonWriter json, Resources.Cpu cpu) {
        number(json, "shares", cpu.shares());
        number(json, "quota", cpu.quota());
        number(json, "period", cpu.period());
        number(json, "realtimeRuntime", cpu.realtimeRuntime());
        number(json, "realtimePeriod", cpu.realtimePeriod());
        text(json, "cpus", cpu.cpus());
        text(json, "mems", cpu.mems());
    }

    private static void blockIo(JsonWriter json, Resources.BlockIo io) {
        io.weight().ifPresent(weight -> Json.number(json, "weight", weight));
        perDevice(json, "weightDevice", "weight", io.weightDevices());
        perDevice(json, "throttleReadBpsDevice", "rate", io.readBps());
        perDevice(json, "throttleWriteBpsDevice", "rate", io.writeBps());
        perDevice(json, "throttleReadIOPSDevice", "rate", io.readIops());
        perDevice(json, "throttleWriteIOPSDevice", "rate", io.writeIops());
    }

    private static void perDevice(
            JsonWriter json, String name, String valueName, List<Resources.BlockIo.PerDevice> values) {
        if (values.isEmpty()) {
            return;
        }
        Json.objects(json, name, values, value -> {
            Json.number(json, "major", value.major());
            Json.number(json, "minor", value.minor());
            Json.number(json, valueName, value.value());
        });
    }

    private static void number(JsonWriter json, String name, OptionalLong value) {
        value.ifPresent(number -> Json.number(json, name, number));
    }

    private static void text(JsonWriter json, String name, Optional<String> value) {
        value.ifPresent(text -> Json.text(json, name, text));
    }
}
