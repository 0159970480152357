package dev.portolan.transport.folder;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The numbers of POSIX permissions. */
public final class Modes {
  /** In the order of their bits, from 0400 to 0001. */
  private static final PosixFilePermission[] ALL = PosixFilePermission.values();

  private static final int FIRST = 0400;

  /** What a sender may ask for: nothing beyond permissions, and no writing by others. */
  private static final int ALLOWED = 0755;

  private Modes() {}

  /** The number of these. */
  public static int of(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (int i = 0; i < ALL.length; i++) {
      if (permissions.contains(ALL[i])) {
        mode |= FIRST >> i;
      }
    }
    return mode;
  }

  /** What of a sender's mode a file gets. */
  public static Set<PosixFilePermission> ofFile(int mode) {
    return permissions(mode & ALLOWED);
  }

  /** The same for a folder, which its owner must be able to fill. */
  public static Set<PosixFilePermission> ofFolder(int mode) {
    return permissions((mode & ALLOWED) | 0700);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < ALL.length; i++) {
      if ((mode & (FIRST >> i)) != 0) {
        permissions.add(ALL[i]);
      }
    }
    return permissions;
  }
}
