package dev.portolan.transport.file;

import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.problem.Sentence;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why files were not transferred, in one plain sentence without its full stop. */
public final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  private final End end;

  /** How it ended, which says what another attempt can do. */
  private enum End {
    FAILED,
    /** With the far side, or the way to it. */
    LOST,
    /** In the same way; what was transferred is kept. */
    RESUMABLE,
    /** The far side does not know how. */
    UNSUPPORTED
  }

  TransferException(String sentence) {
    this(sentence, null);
  }

  TransferException(String sentence, @Nullable Throwable cause) {
    this(sentence, cause, End.FAILED);
  }

  private TransferException(String sentence, @Nullable Throwable cause, End end) {
    super(RemoteText.clean(sentence), cause);
    this.end = end;
  }

  /** The same when the far side, or the way to it, was lost. */
  TransferException lost() {
    return new TransferException(getMessage(), getCause(), End.LOST);
  }

  /** The same when it was lost, and goes on where it was if it is asked for again within a day. */
  TransferException resumable() {
    return new TransferException(getMessage(), getCause(), End.RESUMABLE);
  }

  /** Whether the far side, or the way to it, was lost. Another attempt may succeed. */
  public boolean isLost() {
    return end == End.LOST || end == End.RESUMABLE;
  }

  /** Whether the transfer goes on where it was, if it is asked for again within a day. */
  public boolean isResumable() {
    return end == End.RESUMABLE;
  }

  static TransferException unsupported(String sentence) {
    return new TransferException(sentence, null, End.UNSUPPORTED);
  }

  /** Whether the far side does not know how to do it, so that nothing was sent or changed. */
  public boolean isUnsupported() {
    return end == End.UNSUPPORTED;
  }

  /** The same as a sentence of its own. */
  public String sentence() {
    return Sentence.of(getMessage());
  }

  /** A failure of the file system, in words. */
  public static TransferException of(IOException cause) {
    return cause instanceof TransferException already
        ? already
        : new TransferException(words(cause), cause);
  }

  private static String words(IOException cause) {
    String file = cause instanceof FileSystemException of ? of.getFile() : null;
    String reason = reason(cause);
    return file == null ? reason : file + ": " + reason;
  }

  /** What went wrong, without the file's name. */
  static String reason(IOException cause) {
    String reason =
        switch (cause) {
          case NoSuchFileException _ -> "there is no such file or folder";
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException of -> of.getReason();
          default -> cause.getMessage();
        };
    if (reason == null) {
      return "it cannot be used";
    }
    // The words of Linux and macOS, and of Windows.
    boolean full =
        reason.contains("No space left on device")
            || reason.contains("There is not enough space on the disk");
    return full ? "the disk is full" : reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
