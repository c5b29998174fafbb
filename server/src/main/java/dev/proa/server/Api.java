package dev.proa.server;

import dev.proa.engine.Engine;
import dev.proa.server.container.AttachRoute;
import dev.proa.server.container.ContainerRoutes;
import dev.proa.server.container.ExecRoutes;
import dev.proa.server.container.FileRoutes;
import dev.proa.server.container.LogsRoute;
import dev.proa.server.container.WaitRoute;
import dev.proa.server.http.Router;
import dev.proa.server.image.ArchiveRoutes;
import dev.proa.server.image.ImageRoutes;
import dev.proa.server.image.VerifyRoute;
import dev.proa.server.network.NetworkRoutes;
import dev.proa.server.registry.PushRoute;
import dev.proa.server.registry.RegistryRoutes;
import dev.proa.server.system.AbsentRoutes;
import dev.proa.server.system.EventRoutes;
import dev.proa.server.system.PingRoutes;
import dev.proa.server.system.SystemRoutes;

/** All routes over one engine. */
final class Api {
    private Api() {}

    static Router over(Engine engine) {
        Router router = new Router();
        new PingRoutes().addTo(router);
        new SystemRoutes(engine.system()).addTo(router);
        new EventRoutes(engine.events()).addTo(router);
        new ContainerRoutes(engine.containers()).addTo(router);
        new WaitRoute(engine.containers()).addTo(router);
        new LogsRoute(engine.containers()).addTo(router);
        new AttachRoute(engine.containers()).addTo(router);
        new ExecRoutes(engine.execs()).addTo(router);
        new FileRoutes(engine.files()).addTo(router);
        // Before the routes with names, since get and load could be names of images.
        new ArchiveRoutes(engine.images()).addTo(router);
        new PushRoute(engine.images()).addTo(router);
        new RegistryRoutes(engine.registries()).addTo(router);
        new VerifyRoute(engine.images()).addTo(router);
        new ImageRoutes(engine.images()).addTo(router);
        new NetworkRoutes(engine.networks()).addTo(router);
        new AbsentRoutes().addTo(router);
        return router;
    }
}
