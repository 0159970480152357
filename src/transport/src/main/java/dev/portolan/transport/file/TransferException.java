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

  private final Kind kind;

  private enum Kind {
    /** Nothing is left of it. */
    FINAL,
    /** It goes on where it was, if it is asked for again within a day. */
    RESUMABLE,
    /** The far side does not know how. */
    UNSUPPORTED
  }

  TransferException(String sentence) {
    this(sentence, null);
  }

  TransferException(String sentence, @Nullable Throwable cause) {
    this(sentence, cause, Kind.FINAL);
  }

  private TransferException(String sentence, @Nullable Throwable cause, Kind kind) {
    super(RemoteText.clean(sentence), cause);
    this.kind = kind;
  }

  /** The same when the transfer goes on where it was, if it is asked for again within a day. */
  TransferException resumable() {
    return new TransferException(getMessage(), getCause(), Kind.RESUMABLE);
  }

  /** Whether the transfer goes on where it was, if it is asked for again within a day. */
  public boolean isResumable() {
    return kind == Kind.RESUMABLE;
  }

  static TransferException unsupported(String sentence) {
    return new TransferException(sentence, null, Kind.UNSUPPORTED);
  }

  /** Whether the far side does not know how to do it, so that nothing was sent or changed. */
  public boolean isUnsupported() {
    return kind == Kind.UNSUPPORTED;
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
    return reason == null ? "it cannot be used" : reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
