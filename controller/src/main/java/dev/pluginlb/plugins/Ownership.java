package dev.pluginlb.plugins;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose files may be loaded as code: only what nobody but a trusted user can have written.
 *
 * @param trusted user ids
 */
record Ownership(Set<Integer> trusted) {

    private static final int ROOT = 0;
    private static final Set<PosixFilePermission> TOO_MUCH =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** Trusts root and the user that this process runs as. */
    static Ownership ours() {
        return new Ownership(new TreeSet<>(List.of(ROOT, Math.toIntExact(new UnixSystem().getUid()))));
    }

    /** @throws IOException if the file or folder is a link, belongs to somebody else, or others may write it */
    void require(Path path) throws IOException {
        PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        boolean isItself = found.isRegularFile() || found.isDirectory();
        if (!isItself || !trusted.contains(owner) || !Collections.disjoint(found.permissions(), TOO_MUCH)) {
            String kind = isItself ? "" : "no plain file, ";
            throw new IOException(kind + PosixFilePermissions.toString(found.permissions()) + " of uid " + owner
                    + " (expected: owned by one of the uids " + trusted + ", and chmod go-w)");
        }
    }
}
