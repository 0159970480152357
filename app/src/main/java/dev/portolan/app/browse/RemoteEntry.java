package dev.portolan.app.browse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a folder of a device has in it, as the device says.
 *
 * @param raw its name in bytes, with a character for each
 * @param name its name, which may hold any character but a separator; if it is not {@code askable},
 *     with the bytes that are no text as {@code \xNN}
 * @param askable whether it can be asked for: requests are text, so a name that is not UTF-8 can
 *     only be shown
 * @param kind what it is
 * @param leadsTo what a link leads to, {@link Kind#LINK} if to nothing; of others their own kind
 * @param bytes the size of a file, or -1 if it is unknown
 * @param modified when it was last changed, to the second; null if unknown
 * @param permissions as {@code ls} writes them, such as {@code rwxr-xr-x}, or letters of Windows's
 *     attributes; empty if unknown
 * @param target where a link leads, with what is no text escaped; null if it is none, or unknown
 */
public record RemoteEntry(
    String raw,
    String name,
    boolean askable,
    Kind kind,
    Kind leadsTo,
    long bytes,
    @Nullable Instant modified,
    String permissions,
    @Nullable String target) {

  /** The kinds of entries. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A device, a pipe, a socket. */
    OTHER
  }

  /** Whether it can be listed: a folder, or a link to one, with a name that can be asked for. */
  public boolean opens() {
    return askable && leadsTo == Kind.FOLDER;
  }
}
