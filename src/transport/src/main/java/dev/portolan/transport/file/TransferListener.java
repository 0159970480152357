package dev.portolan.transport.file;

/**
 * Hears how a transfer goes, on the thread that does it.
 *
 * <p>It may throw {@link SuspendedException}. To cancel a transfer for good, its thread is
 * interrupted.
 */
public interface TransferListener {
  /** Ends a transfer for now. Between Portolan's ends the same one goes on later where it was. */
  final class SuspendedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The transfer is suspended. */
    public SuspendedException() {
      super("the transfer is suspended");
    }
  }

  /** Hears nothing. */
  TransferListener NONE = new TransferListener() {};

  /**
   * A file, folder or link begins.
   *
   * @param name its path in the archive; as the far side has it in a download
   * @param bytes its size, 0 of all but files
   */
  default void entry(String name, long bytes) {}

  /**
   * It is known how much there is. Not called if the far side does not tell.
   *
   * @param bytes of all files
   */
  default void total(long bytes) {}

  /** So many bytes of files were there already, from a transfer that was cut off. */
  default void resumed(long bytes) {}

  /** So many more bytes of files have been read or written. */
  default void transferred(long bytes) {}

  /**
   * Something was left out, or is not what it was.
   *
   * @param reason why, in words without a full stop
   */
  default void skipped(String name, String reason) {}
}
