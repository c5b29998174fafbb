package dev.proa.server.system;

import dev.proa.engine.failure.NotFound;
import dev.proa.engine.failure.NotSupported;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.HttpFailure;
import dev.proa.server.http.Operation;
import dev.proa.server.http.Router;
import dev.proa.wire.system.VolumesBody;
import dev.proa.wire.system.VolumesPrunedBody;
import java.io.IOException;
import java.util.List;

/** The parts of the API there is nothing behind yet: lists are empty, the rest says so. */
public final class AbsentRoutes {
    private static final byte[] EMPTY_LIST = {'[', ']'};

    /** Starts without state. */
    public AbsentRoutes() {}

    public void addTo(Router router) {
        containers(router);
        volumes(router);
        plugins(router);
        swarm(router);
        router.post("/session", notSupported("BuildKit"));
    }

    private static void containers(Router router) {
        router.get("/containers/{name}/stats", notSupported("stats"))
                .post("/containers/{name}/update", notSupported("update"))
                .get("/containers/{name}/checkpoints", notSupported("checkpoint"))
                .post("/containers/{name}/checkpoints", notSupported("checkpoint"));
    }

    private static void volumes(Router router) {
        router.get("/volumes", exchange -> exchange.reply(200, new VolumesBody(List.of(), null)))
                .get("/volumes/{name}", exchange -> {
                    throw new NotFound("get " + exchange.name() + ": no such volume");
                })
                .post("/volumes/create", notSupported("managing volumes"))
                .post("/volumes/prune", exchange -> exchange.reply(200, new VolumesPrunedBody(null, 0)))
                .put("/volumes/{name}", notSupported("managing volumes"))
                .delete("/volumes/{name}", exchange -> {
                    throw new NotFound("get " + exchange.name() + ": no such volume");
                });
    }

    private static void plugins(Router router) {
        router.get("/plugins", AbsentRoutes::none)
                .get("/plugins/privileges", notSupported("managing plugins"))
                .get("/plugins/{name}/json", exchange -> {
                    throw new NotFound("plugin \"" + exchange.name() + "\" not found");
                })
                .post("/plugins/{name}", notSupported("managing plugins"))
                .delete("/plugins/{name}", notSupported("managing plugins"));
    }

    private static void none(Exchange exchange) throws IOException {
        exchange.replyJson(200, EMPTY_LIST);
    }

    private static void swarm(Router router) {
        router.post("/swarm/init", notSupported("swarm"))
                .post("/swarm/join", notSupported("swarm"))
                .post("/swarm/leave", _ -> {
                    throw new HttpFailure(503, "This node is not part of a swarm");
                });
        for (String area : List.of("swarm", "services", "nodes", "tasks", "secrets", "configs")) {
            router.get("/" + area, AbsentRoutes::notAManager)
                    .get("/" + area + "/{name}", AbsentRoutes::notAManager)
                    .post("/" + area + "/{name}", AbsentRoutes::notAManager)
                    .delete("/" + area + "/{name}", AbsentRoutes::notAManager);
        }
    }

    private static void notAManager(Exchange exchange) {
        throw new HttpFailure(
                503,
                "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this"
                        + " node to swarm and try again.");
    }

    private static Operation notSupported(String what) {
        return _ -> {
            throw new NotSupported(what + " is not supported by Proa yet");
        };
    }
}
