#!/bin/sh
# images.sh FOLDER: makes the image archives every engine starts with, busybox and hello-world, out of the
# distribution's static busybox: so the first command works without a network.
set -eu
folder=$1
mkdir -p "$folder"
busybox=$(command -v busybox)
# As old as the program in it: the same image on every machine that has the same package.
created=$(date -u -r "$busybox" +%Y-%m-%dT%H:%M:%SZ)

# archive NAME ROOT COMMAND-AS-JSON: one image of one layer as `docker save` writes it.
archive() {
    name=$1 root=$2 command=$3
    work=$(mktemp -d)
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$root" -cf "$work/layer.tar" .
    layer=$(sha256sum < "$work/layer.tar" | cut -d' ' -f1)
    case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=amd64 ;; esac
    printf '{"architecture":"%s","config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":%s},"created":"%s","history":[{"created":"%s","created_by":"proa set-up"}],"os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
        "$architecture" "$command" "$created" "$created" "$layer" > "$work/config.json"
    config=$(sha256sum < "$work/config.json" | cut -d' ' -f1)
    mv "$work/config.json" "$work/$config.json"
    printf '[{"Config":"%s.json","RepoTags":["%s:latest"],"Layers":["layer.tar"]}]' "$config" "$name" > "$work/manifest.json"
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work" -cf "$folder/$name.tar.part" manifest.json "$config.json" layer.tar
    # An archive that is the same stays untouched, so that engines which have loaded it need not look again.
    if cmp -s "$folder/$name.tar.part" "$folder/$name.tar"; then
        rm "$folder/$name.tar.part"
    else
        mv "$folder/$name.tar.part" "$folder/$name.tar"
    fi
    rm -rf "$work"
}

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
mkdir -p "$root/bin" "$root/etc" "$root/root" "$root/tmp" "$root/usr/bin" "$root/usr/sbin" "$root/var" "$root/home"
chmod 1777 "$root/tmp"
chmod 700 "$root/root"
cp "$busybox" "$root/bin/busybox"
chmod 755 "$root/bin/busybox"
"$busybox" --list | while read -r applet; do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
done
ln -s ../../bin/busybox "$root/usr/bin/env"
printf 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n' > "$root/etc/passwd"
printf 'root:x:0:\ndaemon:x:1:\nwww-data:x:33:\nnogroup:x:65534:\n' > "$root/etc/group"
archive busybox "$root" '["sh"]'

rm -rf "$root"
root=$(mktemp -d)
chmod 755 "$root"
cp "$busybox" "$root/cat"
chmod 755 "$root/cat"
cat > "$root/hello.txt" <<'TEXT'

Hello from Proa!
This message shows that the engine on this machine works:
 1. the proa command asked the daemon for a container of the image "hello-world";
 2. the daemon gave the container a file system of its own and started its command;
 3. the command printed these lines, and they came back to your terminal.

Next, try a shell in a container:
 $ proa run -it busybox sh

TEXT
archive hello-world "$root" '["/cat","/hello.txt"]'
