package dev.proa.server.system;

import dev.proa.server.http.ApiVersion;
import dev.proa.wire.json.WireJson;
import dev.proa.wire.system.InfoBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What older versions of the API said in {@code info}. */
final class OlderInfo {
    private OlderInfo() {}

    static byte[] info(ApiVersion version, WireJson json, InfoBody newest) {
        byte[] document = json.write(newest);
        if (!version.before(50) || !(json.readTree(document) instanceof Map<?, ?> tree)) {
            return document;
        }
        Map<String, @Nullable Object> older = copy(tree);
        older.put("BridgeNfIptables", false);
        older.put("BridgeNfIp6tables", false);
        if (version.before(49)) {
            for (String part : List.of("ContainerdCommit", "RuncCommit", "InitCommit")) {
                if (older.get(part) instanceof Map<?, ?> commit) {
                    Map<String, @Nullable Object> expected = copy(commit);
                    expected.put("Expected", commit.get("ID"));
                    older.put(part, expected);
                }
            }
        }
        if (version.before(47) && older.get("RegistryConfig") instanceof Map<?, ?> registries) {
            Map<String, @Nullable Object> with = copy(registries);
            with.put("AllowNondistributableArtifactsCIDRs", null);
            with.put("AllowNondistributableArtifactsHostnames", null);
            older.put("RegistryConfig", with);
        }
        return json.writeTree(older);
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> tree) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
