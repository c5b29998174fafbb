/** Networks of containers: bridges, veth pairs, addresses and the firewall table. */
module dev.proa.network {
    requires static org.jspecify;
    requires transitive dev.proa.linux;

    exports dev.proa.network;
    exports dev.proa.network.address;
    exports dev.proa.network.bridge;
    exports dev.proa.network.dns;
    exports dev.proa.network.files;
    exports dev.proa.network.firewall;
    exports dev.proa.network.port;
    exports dev.proa.network.sandbox;
}
