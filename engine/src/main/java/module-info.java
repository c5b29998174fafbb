/** The engine: containers, images, networks and events, for the daemon and for embedding programs alike. */
module dev.proa.engine {
    requires static org.jspecify;
    requires transitive dev.proa.image;
    requires dev.proa.linux;
    requires dev.proa.network;
    requires dev.proa.runtime;
    requires dev.proa.snapshot;
    requires io.avaje.jsonb;
    requires java.sql;

    exports dev.proa.engine;
    exports dev.proa.engine.container;
    exports dev.proa.engine.event;
    exports dev.proa.engine.failure;
    exports dev.proa.engine.image;
    exports dev.proa.engine.network;
    exports dev.proa.engine.registry;
    exports dev.proa.engine.system;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.proa.engine.jsonb.GeneratedJsonComponent;
}
