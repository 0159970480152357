package dev.portolan.edge;

import dev.portolan.device.StreamHandler;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.TransferResult;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.open.StreamOpener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a device and one of a client, between which files are transferred. */
abstract class TwoFolders {
  static final byte[] MUCH = new byte[20_000_000];

  static {
    new Random(7).nextBytes(MUCH);
  }

  @TempDir Path scratch;
  Path there;
  Path here;

  @BeforeEach
  void before() throws IOException {
    Path real = scratch.toRealPath();
    there = Files.createDirectory(real.resolve("there"));
    here = Files.createDirectory(real.resolve("here"));
  }

  static EdgeFixture withDevice(StreamHandler handler) {
    return EdgeFixture.start(
        edge -> edge, device -> device.withHandler(MessageType.FILE.code(), handler));
  }

  TransferResult download(StreamOpener client, String name, TransferListener listener)
      throws IOException, InterruptedException {
    return new DeviceFiles(client)
        .download(
            there.resolve(name).toString(), new Unpacker.Target(here, name, null, true), listener);
  }

  TransferResult upload(StreamOpener client, String name, TransferListener listener)
      throws IOException, InterruptedException {
    return new DeviceFiles(client)
        .upload(Packer.of(here.resolve(name)), name, there.toString(), listener);
  }

  static byte[] unzipped(byte[] gzip) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plain archive of what is at a path, which is the same however it is sent. */
  static byte[] tar(Path path) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Packer.of(path).pack(String.valueOf(path.getFileName()), packed, TransferListener.NONE);
    return unzipped(packed.toByteArray());
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Collects what is left out. */
  static class LeftOutListener implements TransferListener {
    final List<String> leftOut = new ArrayList<>();

    @Override
    public void skipped(String name, String reason) {
      leftOut.add(name + ": " + reason);
    }
  }

  /** Everything in a folder, by its path from there. */
  static List<String> names(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
