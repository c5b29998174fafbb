#!/bin/sh
# enclosure.sh WORK COMMAND…: the first process of the namespaces that bench/run makes. It gives them what engines expect
# of a machine, runs the command, and reaps what engines leave behind.
set -eu
work=$1
shift

busybox ip link set lo up
# An address of the host that is not 127.0.0.1, for the row published-throughput (RFC 5737: documentation).
busybox ip addr add 192.0.2.1/32 dev lo

# /sys/class/net shows the network namespace that sysfs was mounted in.
mkdir "$work/cgroup"
mount --rbind /sys/fs/cgroup "$work/cgroup"
mount -t sysfs sysfs /sys
mount --move "$work/cgroup" /sys/fs/cgroup

# Engines have paths that no option moves (/run/docker/plugins, /run/netns, /run/crun, podman's locks in /dev/shm, its
# networks, dockerd's key): theirs alone, in here.
for folder in /etc/cni /etc/containers /etc/docker /var/lib/cni; do
    copy=$work/instead$folder
    mkdir -p "$copy"
    [ "$folder" = /var/lib/cni ] || cp -a "$folder/." "$copy"
    mount --bind "$copy" "$folder"
done
# The registry that images are pulled from; the docker engines need not be told of the loopback.
mkdir -p /etc/containers/registries.conf.d
printf '[[registry]]\nlocation = "127.0.0.1:5000"\ninsecure = true\n' >/etc/containers/registries.conf.d/bench.conf
resolver=$(readlink -f /etc/resolv.conf || true)
[ ! -f "$resolver" ] || cp "$resolver" "$work/resolv.conf"
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /dev/shm
if [ -f "$work/resolv.conf" ] && [ ! -f "$resolver" ]; then
    mkdir -p "$(dirname "$resolver")"
    cp "$work/resolv.conf" "$resolver"
fi

# crun takes a hybrid of both cgroup versions only when the v2 tree holds no controller.
if [ -f /sys/fs/cgroup/unified/cgroup.controllers ]; then
    for controller in $(cat /sys/fs/cgroup/unified/cgroup.controllers); do
        mkdir -p "/sys/fs/cgroup/$controller"
        mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller" || true
    done
fi

status=0
"$@" || status=$?
exit "$status"
