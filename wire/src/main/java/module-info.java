/** The Docker Engine API's JSON types. */
module dev.proa.wire {
    requires static org.jspecify;
    requires io.avaje.jsonb;

    exports dev.proa.wire.container;
    exports dev.proa.wire.image;
    exports dev.proa.wire.json;
    exports dev.proa.wire.network;
    exports dev.proa.wire.registry;
    exports dev.proa.wire.system;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.proa.wire.jsonb.GeneratedJsonComponent;
}
