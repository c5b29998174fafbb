package dev.proa.server.system;

import dev.proa.engine.system.VersionView;
import dev.proa.server.http.ApiVersion;
import dev.proa.server.http.Moments;
import dev.proa.wire.system.ComponentBody;
import dev.proa.wire.system.PlatformBody;
import dev.proa.wire.system.VersionBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine's version. Where Docker names its version of Go stands the one of Java. */
final class VersionWriter {
    private VersionWriter() {}

    static VersionBody body(VersionView view) {
        String built = Moments.text(view.built());
        Map<String, String> details = new LinkedHashMap<>();
        details.put("ApiVersion", ApiVersion.NEWEST.toString());
        details.put("Arch", view.architecture());
        details.put("BuildTime", built);
        details.put("Experimental", "false");
        details.put("GitCommit", view.commit());
        details.put("GoVersion", "java" + view.javaVersion());
        details.put("KernelVersion", view.kernelVersion());
        details.put("MinAPIVersion", ApiVersion.OLDEST.toString());
        details.put("Os", view.os());
        List<ComponentBody> components = new ArrayList<>();
        components.add(new ComponentBody("Engine", view.version(), details));
        view.components().forEach((name, version) -> components.add(new ComponentBody(name, version, null)));
        return new VersionBody(
                new PlatformBody("Proa"),
                components,
                view.version(),
                ApiVersion.NEWEST.toString(),
                ApiVersion.OLDEST.toString(),
                view.commit(),
                "java" + view.javaVersion(),
                view.os(),
                view.architecture(),
                view.kernelVersion(),
                false,
                built);
    }
}
