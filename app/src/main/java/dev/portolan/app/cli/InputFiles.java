package dev.portolan.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files named by the user. Failures are one sentence. */
final class InputFiles {
  private static final int MAX_BYTES = 1 << 20;

  private InputFiles() {}

  /** The text of a small file, without a byte order mark. */
  static String text(Path file) throws Failure {
    try {
      if (Files.isDirectory(file)) {
        throw new Failure(ExitCode.FILE, file + " is a folder");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
          throw new Failure(ExitCode.FILE, file + " is too large to be what is wanted");
        }
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    } catch (FileSystemException e) {
      throw unusable(e);
    } catch (CharacterCodingException e) {
      throw new Failure(ExitCode.FILE, file + ": it is not text", e);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The failure for an unusable file or folder. */
  static Failure unusable(FileSystemException e) {
    String reason =
        switch (e) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default -> "it cannot be used";
        };
    return new Failure(ExitCode.FILE, e.getFile() + ": " + reason, e);
  }
}
