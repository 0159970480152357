package dev.portolan.app.session;

/**
 * Something that a log may hold.
 *
 * @param nanos when, as {@link System#nanoTime}
 * @param bytes the output, the input or the words of a note; the size as {@code COLUMNSxROWS}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogEntry(Kind kind, long nanos, byte[] bytes) {
  /** What it is. */
  enum Kind {
    OUTPUT,
    INPUT,
    RESIZE,
    /** What happened between two shells. */
    NOTE,
    /** The end of the log. */
    END
  }
}
