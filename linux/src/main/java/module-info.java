/** Typed calls into the Linux kernel and the C library, through {@code java.lang.foreign}. */
module dev.proa.linux {
    requires static org.jspecify;

    exports dev.proa.linux.capability;
    exports dev.proa.linux.cgroup;
    exports dev.proa.linux.file;
    exports dev.proa.linux.inotify;
    exports dev.proa.linux.io;
    exports dev.proa.linux.mount;
    exports dev.proa.linux.netlink;
    exports dev.proa.linux.netns;
    exports dev.proa.linux.nftables;
    exports dev.proa.linux.process;
    exports dev.proa.linux.socket;
    exports dev.proa.linux;
}
