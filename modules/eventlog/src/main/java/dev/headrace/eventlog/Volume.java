package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The volume that a folder lies on, as the operating system names it.
 *
 * @param fileSystem for example {@code ext4}
 * @param device for example {@code /dev/sda1}
 * @param kind whether what is forced there can be expected to stay
 */
public record Volume(String fileSystem, String device, Kind kind) {

    /** What can be expected of a file system. */
    public enum Kind {
        /** A disk of this machine, as far as the name tells. */
        DISK,
        /** Another machine or a program stands in between: it depends on them. */
        REMOTE,
        /** Memory: gone with the machine. */
        MEMORY,
        /** The writable layer of a container: gone with the container. */
        CONTAINER_LAYER
    }

    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");
    private static final Set<String> LAYERS = Set.of("overlay", "overlayfs", "aufs");
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "virtiofs", "ceph", "glusterfs", "lustre");

    /** The volume of a folder that exists. */
    public static Volume of(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new Volume(store.type(), store.name(), kind(store.type()));
    }

    static Kind kind(String fileSystem) {
        String name = fileSystem.toLowerCase(Locale.ROOT);
        if (MEMORY.contains(name)) {
            return Kind.MEMORY;
        }
        if (LAYERS.contains(name)) {
            return Kind.CONTAINER_LAYER;
        }
        return REMOTE.contains(name) || name.startsWith("fuse") ? Kind.REMOTE : Kind.DISK;
    }
}
