package dev.proa.linux.netlink;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requests of rtnetlink(7) as bytes, and its answers from bytes; numbers from linux/rtnetlink.h and linux/if_link.h. */
final class RouteMessages {
    // enum of IFLA_BRPORT_… in linux/if_link.h.
    static final int PORT_HAIRPIN = 4;
    static final int PORT_ISOLATED = 33;

    static final int NEW_LINK = 16;
    static final int NEW_ADDRESS = 20;
    static final int NEW_ROUTE = 24;

    private static final int DELETE_LINK = 17;
    private static final int GET_LINK = 18;
    private static final int GET_ADDRESS = 22;
    private static final int DELETE_ROUTE = 25;
    private static final int GET_ROUTE = 26;

    private static final int SET_LINK = 19;
    private static final int AF_BRIDGE = 7;
    private static final int IFLA_PROTINFO = 12;
    private static final int REQUEST = 0x1;
    private static final int ACK = 0x4;
    private static final int REPLACE = 0x100;
    private static final int EXCLUSIVE = 0x200;
    private static final int DUMP = 0x300;
    private static final int CREATE = 0x400;

    private static final int AF_UNSPEC = 0;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private static final int IFF_UP = 1;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFLA_MACVLAN_MODE = 1;
    private static final int IFLA_IPVLAN_MODE = 1;
    private static final int IFLA_IPVLAN_FLAGS = 2;
    private static final int LINK_BODY = 16;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_F_NODAD = 2;
    private static final int ADDRESS_BODY = 8;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_TABLE = 15;
    private static final int RT_TABLE_MAIN = 254;
    private static final int RTPROT_BOOT = 3;
    private static final int RTN_UNICAST = 1;
    private static final int ROUTE_BODY = 12;

    private static final int NAME_LIMIT = 15;

    private RouteMessages() {}

    static ByteBuffer newBridge(String name, MacAddress mac, int mtu) {
        MessageWriter message = link(NEW_LINK, CREATE | EXCLUSIVE | ACK, 0, 0, 0)
                .attribute(IFLA_IFNAME, checkName(name))
                .attribute(IFLA_MTU, mtu)
                .attribute(IFLA_ADDRESS, mac.bytes());
        int info = message.beginNested(IFLA_LINKINFO);
        return message.attribute(IFLA_INFO_KIND, "bridge").end(info).finish();
    }

    static ByteBuffer newVeth(VethPair pair, int namespaceDescriptor) {
        MessageWriter message = link(NEW_LINK, CREATE | EXCLUSIVE | ACK, 0, IFF_UP, IFF_UP)
                .attribute(IFLA_IFNAME, checkName(pair.name()))
                .attribute(IFLA_MTU, pair.mtu());
        if (pair.master() != 0) {
            message.attribute(IFLA_MASTER, pair.master());
        }
        int info = message.beginNested(IFLA_LINKINFO);
        message.attribute(IFLA_INFO_KIND, "veth");
        int data = message.beginNested(IFLA_INFO_DATA);
        int peer = message.beginNested(VETH_INFO_PEER);
        // Not up yet: the kernel makes the far end first, and a veth without its other end cannot be (ENOTCONN).
        linkBody(message, 0, 0, 0)
                .attribute(IFLA_IFNAME, checkName(pair.peerName()))
                .attribute(IFLA_MTU, pair.mtu())
                .attribute(IFLA_ADDRESS, pair.peerMac().bytes())
                .attribute(IFLA_NET_NS_FD, namespaceDescriptor);
        return message.end(peer).end(data).end(info).finish();
    }

    static ByteBuffer newVirtualLan(VirtualLan kind, int parent, int mtu, String name, int namespaceDescriptor) {
        MessageWriter message = link(NEW_LINK, CREATE | EXCLUSIVE | ACK, 0, 0, 0)
                .attribute(IFLA_IFNAME, checkName(name))
                .attribute(IFLA_LINK, parent)
                .attribute(IFLA_NET_NS_FD, namespaceDescriptor);
        if (mtu != 0) {
            message.attribute(IFLA_MTU, mtu);
        }
        if (kind instanceof VirtualLan.Macvlan own) {
            message.attribute(IFLA_ADDRESS, own.mac().bytes());
        }
        int info = message.beginNested(IFLA_LINKINFO);
        switch (kind) {
            case VirtualLan.Macvlan macvlan -> {
                message.attribute(IFLA_INFO_KIND, "macvlan");
                int data = message.beginNested(IFLA_INFO_DATA);
                message.attribute(IFLA_MACVLAN_MODE, macvlan.mode()).end(data);
            }
            case VirtualLan.Ipvlan(int mode, int flags) -> {
                message.attribute(IFLA_INFO_KIND, "ipvlan");
                int data = message.beginNested(IFLA_INFO_DATA);
                message.attribute(IFLA_IPVLAN_MODE, u16(mode));
                if (flags != 0) {
                    message.attribute(IFLA_IPVLAN_FLAGS, u16(flags));
                }
                message.end(data);
            }
        }
        return message.end(info).finish();
    }

    private static byte[] u16(int number) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.nativeOrder())
                .putShort((short) number)
                .array();
    }

    static ByteBuffer setUp(int link, boolean up) {
        return link(NEW_LINK, ACK, link, up ? IFF_UP : 0, IFF_UP).finish();
    }

    static ByteBuffer setMaster(int link, int master) {
        return link(NEW_LINK, ACK, link, 0, 0).attribute(IFLA_MASTER, master).finish();
    }

    /** For one of the flags of a bridge's port, such as {@link #PORT_HAIRPIN}. */
    static ByteBuffer setPortFlag(int link, int flag) {
        MessageWriter message = new MessageWriter(SET_LINK, REQUEST | ACK)
                .u8(AF_BRIDGE)
                .u8(0)
                .u16(0)
                .u32(link)
                .u32(0)
                .u32(0);
        int port = message.beginNested(IFLA_PROTINFO);
        return message.attribute(flag, new byte[] {1}).end(port).finish();
    }

    static ByteBuffer setMtu(int link, int mtu) {
        return link(NEW_LINK, ACK, link, 0, 0).attribute(IFLA_MTU, mtu).finish();
    }

    static ByteBuffer deleteLink(String name) {
        return link(DELETE_LINK, ACK, 0, 0, 0)
                .attribute(IFLA_IFNAME, checkName(name))
                .finish();
    }

    static ByteBuffer getLink(String name) {
        return link(GET_LINK, 0, 0, 0, 0)
                .attribute(IFLA_IFNAME, checkName(name))
                .finish();
    }

    static ByteBuffer getLinks() {
        return link(GET_LINK, DUMP, 0, 0, 0).finish();
    }

    static ByteBuffer getAddresses() {
        return addressBody(new MessageWriter(GET_ADDRESS, REQUEST | DUMP), AF_UNSPEC, 0, 0)
                .finish();
    }

    static ByteBuffer getRoutes() {
        return routeBody(new MessageWriter(GET_ROUTE, REQUEST | DUMP), AF_UNSPEC, 0, 0, 0, 0)
                .finish();
    }

    static ByteBuffer newAddress(int link, IpPrefix address) {
        byte[] bytes = address.address().getAddress();
        MessageWriter message = addressBody(
                        new MessageWriter(NEW_ADDRESS, REQUEST | CREATE | EXCLUSIVE | ACK),
                        family(address.address()),
                        address.length(),
                        link)
                .attribute(IFA_LOCAL, bytes)
                .attribute(IFA_ADDRESS, bytes);
        if (address.isVersion6()) {
            // Duplicate address detection would leave the address unusable for its first second.
            message.attribute(IFA_FLAGS, IFA_F_NODAD);
        } else if (address.length() < 31) {
            // Networks of one or two addresses have no broadcast (RFC 3021).
            message.attribute(IFA_BROADCAST, address.last().getAddress());
        }
        return message.finish();
    }

    static ByteBuffer newDefaultRoute(int link, InetAddress gateway) {
        return routeBody(
                        new MessageWriter(NEW_ROUTE, REQUEST | CREATE | REPLACE | ACK),
                        family(gateway),
                        0,
                        RT_TABLE_MAIN,
                        RTPROT_BOOT,
                        RTN_UNICAST)
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_OIF, link)
                .finish();
    }

    static ByteBuffer deleteDefaultRoute(boolean version6) {
        return routeBody(
                        new MessageWriter(DELETE_ROUTE, REQUEST | ACK),
                        version6 ? AF_INET6 : AF_INET,
                        0,
                        RT_TABLE_MAIN,
                        0,
                        RTN_UNICAST)
                .finish();
    }

    static Link parseLink(ByteBuffer payload) throws IOException {
        ByteBuffer body = body(payload, LINK_BODY);
        Attributes attributes = attributes(payload, LINK_BODY);
        Optional<MacAddress> mac = attributes
                .bytes(IFLA_ADDRESS)
                .filter(bytes -> bytes.length == 6)
                .map(MacAddress::of)
                .filter(address -> address.bits() != 0);
        return new Link(
                body.getInt(4),
                attributes.text(IFLA_IFNAME).orElse(""),
                attributes.nested(IFLA_LINKINFO).text(IFLA_INFO_KIND).orElse(""),
                (body.getInt(8) & IFF_UP) != 0,
                attributes.number(IFLA_MTU).orElse(0),
                mac,
                attributes.number(IFLA_MASTER).orElse(0));
    }

    static LinkAddress parseAddress(ByteBuffer payload) throws IOException {
        ByteBuffer body = body(payload, ADDRESS_BODY);
        Attributes attributes = attributes(payload, ADDRESS_BODY);
        // On point-to-point links IFA_ADDRESS is the other side's; version 6 gives no IFA_LOCAL (rtnetlink(7)).
        Optional<InetAddress> own = attributes.address(IFA_LOCAL);
        InetAddress address = own.isPresent()
                ? own.get()
                : attributes
                        .address(IFA_ADDRESS)
                        .orElseThrow(() ->
                                new IOException("malformed netlink message: an interface address without an address"));
        return new LinkAddress(body.getInt(4), prefix(address, Byte.toUnsignedInt(body.get(1))));
    }

    /** Empty for routes which are not unicast, such as broadcast and blackhole. */
    static Optional<Route> parseRoute(ByteBuffer payload) throws IOException {
        ByteBuffer body = body(payload, ROUTE_BODY);
        int family = Byte.toUnsignedInt(body.get(0));
        if (Byte.toUnsignedInt(body.get(7)) != RTN_UNICAST || (family != AF_INET && family != AF_INET6)) {
            return Optional.empty();
        }
        Attributes attributes = attributes(payload, ROUTE_BODY);
        Optional<InetAddress> destination = attributes.address(RTA_DST);
        InetAddress any = InetAddress.getByAddress(new byte[family == AF_INET ? 4 : 16]);
        return Optional.of(new Route(
                prefix(destination.orElse(any), Byte.toUnsignedInt(body.get(1))),
                attributes.address(RTA_GATEWAY),
                attributes.number(RTA_OIF).orElse(0),
                attributes.number(RTA_TABLE).orElse(Byte.toUnsignedInt(body.get(4)))));
    }

    /** As dev_valid_name in net/core/dev.c; a percent sign would make the kernel choose a number. */
    private static String checkName(String name) {
        boolean blank = name.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '/' || c == ':' || c == '%');
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > NAME_LIMIT || blank || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("invalid name of a network interface: \"" + name + "\"");
        }
        return name;
    }

    private static MessageWriter link(int type, int flags, int index, int interfaceFlags, int change) {
        return linkBody(new MessageWriter(type, REQUEST | flags), index, interfaceFlags, change);
    }

    private static MessageWriter linkBody(MessageWriter message, int index, int flags, int change) {
        return message.u8(AF_UNSPEC).u8(0).u16(0).u32(index).u32(flags).u32(change);
    }

    private static MessageWriter addressBody(MessageWriter message, int family, int length, int link) {
        return message.u8(family).u8(length).u8(0).u8(0).u32(link);
    }

    private static MessageWriter routeBody(
            MessageWriter message, int family, int length, int table, int protocol, int type) {
        return message.u8(family)
                .u8(length)
                .u8(0)
                .u8(0)
                .u8(table)
                .u8(protocol)
                .u8(0)
                .u8(type)
                .u32(0);
    }

    private static int family(InetAddress address) {
        return address.getAddress().length == 4 ? AF_INET : AF_INET6;
    }

    private static IpPrefix prefix(InetAddress address, int length) throws IOException {
        try {
            return new IpPrefix(address, length);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("malformed netlink message: " + malformed.getMessage(), malformed);
        }
    }

    private static ByteBuffer body(ByteBuffer payload, int size) throws IOException {
        if (payload.remaining() < size) {
            throw new IOException("malformed netlink message: " + payload.remaining() + " bytes instead of " + size);
        }
        return payload.slice().order(ByteOrder.nativeOrder());
    }

    private static Attributes attributes(ByteBuffer payload, int offset) throws IOException {
        return Attributes.parse(payload.slice(offset, payload.remaining() - offset));
    }
}
