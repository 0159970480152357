package dev.portolan.bench.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

/** Files to copy. The same seed makes the same ones. */
final class Sample {
  private static final long SEED = 42;
  private static final int FILES_IN_FOLDER = 200;

  private Sample() {}

  /** A file that nothing can compress. */
  static Path random(Path file, long bytes) throws IOException {
    Random random = new Random(SEED);
    byte[] piece = new byte[1 << 20];
    return write(
        file,
        bytes,
        () -> {
          random.nextBytes(piece);
          return piece;
        });
  }

  /** A log, a fifth of which is left when it is compressed. */
  static Path log(Path file, long bytes) throws IOException {
    Random random = new Random(SEED);
    return write(file, bytes, () -> lines(random, 1 << 16));
  }

  /** A folder with small files in folders of {@value #FILES_IN_FOLDER}. */
  static Path small(Path folder, int count, int bytes) throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < count; i++) {
      Path inner = folder.resolve("part-" + i / FILES_IN_FOLDER);
      if (i % FILES_IN_FOLDER == 0) {
        Files.createDirectories(inner);
      }
      Files.write(inner.resolve("file-" + i + ".log"), lines(random, bytes));
    }
    return folder;
  }

  @FunctionalInterface
  private interface Pieces {
    byte[] next();
  }

  private static Path write(Path file, long bytes, Pieces pieces) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; ) {
        byte[] piece = pieces.next();
        int count = (int) Math.min(left, piece.length);
        out.write(piece, 0, count);
        left -= count;
      }
    }
    return file;
  }

  private static byte[] lines(Random random, int bytes) {
    StringBuilder lines = new StringBuilder(bytes + 200);
    while (lines.length() < bytes) {
      lines
          .append("2026-01-01T00:00:")
          .append(random.nextInt(10, 60))
          .append(" gateway-7 service[")
          .append(random.nextInt(1_000, 30_000))
          .append("]: request from 10.0.")
          .append(random.nextInt(256))
          .append('.')
          .append(random.nextInt(256))
          .append(" answered in ")
          .append(random.nextInt(2_000))
          .append(" ms\n");
    }
    return lines.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
  }

  /** A hash of all names and contents below a path. */
  static String hash(Path top) throws IOException {
    MessageDigest all = sha256();
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : paths.sorted().toList()) {
        all.update(top.relativize(path).toString().getBytes(StandardCharsets.UTF_8));
        if (Files.isRegularFile(path)) {
          all.update(ByteBuffer.allocate(Long.BYTES).putLong(0, Files.size(path)));
          update(all, path);
        }
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static void update(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
