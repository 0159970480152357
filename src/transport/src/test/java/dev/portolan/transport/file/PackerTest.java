package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is packed and unpacked again. */
@DisabledOnOs(OS.WINDOWS)
class PackerTest {
  @TempDir Path scratch;
  private Path source;
  private Path folder;
  private final List<String> skipped = new ArrayList<>();
  private final TransferListener listener =
      new TransferListener() {
        @Override
        public void skipped(String name, String reason) {
          skipped.add(name + ": " + reason);
        }
      };

  @BeforeEach
  void before() throws IOException {
    source = Files.createDirectory(scratch.resolve("source"));
    folder = Files.createDirectory(scratch.resolve("folder"));
  }

  @Test
  void everythingInAFolderComesBack() throws IOException {
    Files.createDirectories(source.resolve("empty"));
    Files.createFile(source.resolve("nothing"));
    Files.write(source.resolve("binary"), new byte[] {0, -1, 127, 10, 13});
    Path deep = source;
    for (int i = 0; i < 60; i++) {
      deep = deep.resolve("down" + i);
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("end"), "end");
    Files.writeString(source.resolve("run"), "#!");
    Files.setPosixFilePermissions(
        source.resolve("run"), PosixFilePermissions.fromString("rwxr-x---"));

    copy();

    assertThat(lines(folder.resolve("source"))).isEqualTo(lines(source));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("source/run"))))
        .isEqualTo("rwxr-x---");
    assertThat(skipped).isEmpty();
  }

  @Test
  void namesMayBeAsOddAsFilesCanHaveThem() throws IOException {
    List<String> names =
        List.of(
            "new\nline",
            "quo\"te'",
            " blank ",
            "tab\t",
            "\\back",
            "C:drive",
            "-rf",
            "*",
            "~",
            "...",
            "dot.",
            "NUL",
            "\u001b[31m",
            "\u00e9",
            "e\u0301",
            "\u65e5\u672c\u8a9e",
            "\u05e9\u05dc\u05d5\u05dd",
            "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
            "\ud83d\ude00",
            "\u202eevil",
            "n".repeat(255),
            "\u00fc".repeat(127));
    for (String name : names) {
      Files.writeString(source.resolve(name), name);
    }

    copy();

    for (String name : names) {
      assertThat(folder.resolve("source").resolve(name)).hasContent(name);
    }
    assertThat(skipped).isEmpty();
  }

  @Test
  void aNameThatIsNoTextIsLeftOutAndTold() throws Exception {
    Files.writeString(source.resolve("good"), "good");
    Process made =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'b\\377d')\"")
            .directory(source.toFile())
            .start();
    assumeTrue(made.waitFor() == 0, "the file system takes no such name");

    copy();

    assertThat(skipped)
        .singleElement()
        .asString()
        .contains("its name is not in the system's character set");
    assertThat(folder.resolve("source/good")).hasContent("good");
  }

  @Test
  void aLinkIsKeptIfItStaysInside() throws IOException {
    Files.createDirectories(source.resolve("a/b"));
    Files.writeString(source.resolve("file"), "x");
    Files.createSymbolicLink(source.resolve("a/b/up"), Path.of("../../file"));
    Files.createSymbolicLink(source.resolve("a/absolute"), source.toRealPath().resolve("file"));
    Files.createSymbolicLink(source.resolve("dangling"), Path.of("none"));
    Files.createSymbolicLink(source.resolve("out"), Path.of("../folder"));
    Files.createSymbolicLink(source.resolve("etc"), Path.of("/etc"));

    copy();

    Path copied = folder.resolve("source");
    assertThat(Files.readSymbolicLink(copied.resolve("a/b/up"))).hasToString("../../file");
    assertThat(Files.readSymbolicLink(copied.resolve("a/absolute"))).hasToString("../file");
    assertThat(Files.readSymbolicLink(copied.resolve("dangling"))).hasToString("none");
    assertThat(Files.exists(copied.resolve("out"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(skipped)
        .containsExactlyInAnyOrder(
            "source/out: it is a link that leads out of source",
            "source/etc: it is a link that leads out of source");
  }

  @Test
  void whatIsNeitherFileNorFolderIsLeftOutAndTold() throws Exception {
    assumeTrue(
        new ProcessBuilder("mkfifo", source.resolve("pipe").toString()).start().waitFor() == 0);
    copy();
    assertThat(skipped).containsExactly("source/pipe: it is neither a file nor a folder");
  }

  @Test
  void aFileIsSentWithTheSizeThatItHadWhenItBegan() throws IOException {
    Path log = source.resolve("log");
    Path shrinks = source.resolve("shrinks");
    Files.write(log, new byte[200_000]);
    Files.write(shrinks, "y".repeat(200_000).getBytes(UTF_8));
    TransferListener changer =
        new TransferListener() {
          @Override
          public void entry(String name, long bytes) {
            try {
              if (name.endsWith("/log")) {
                Files.write(log, new byte[100_000], StandardOpenOption.APPEND);
              } else if (name.endsWith("/shrinks")) {
                try (RandomAccessFile file = new RandomAccessFile(shrinks.toFile(), "rw")) {
                  file.setLength(10);
                }
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public void skipped(String name, String reason) {
            skipped.add(name + ": " + reason);
          }
        };
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    Packer.of(source).pack("source", archive, changer);
    unpack(archive.toByteArray());

    assertThat(folder.resolve("source/log")).hasSize(200_000);
    byte[] shrunk = Files.readAllBytes(folder.resolve("source/shrinks"));
    assertThat(shrunk).hasSize(200_000).startsWith('y', 'y').endsWith(0, 0);
    assertThat(skipped).singleElement().asString().startsWith("source/shrinks: it became shorter");
  }

  @Test
  void anotherNameCanBeGiven() throws IOException {
    Files.writeString(source.resolve("f"), "x");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    Packer.of(source.resolve("f")).pack("sent", archive, listener);
    Unpacker.unpack(
        new ByteArrayInputStream(archive.toByteArray()),
        new Unpacker.Target(folder, "sent", "got", false),
        listener);
    assertThat(folder.resolve("got")).hasContent("x");
  }

  @Test
  void whatCannotBeSentIsRefusedBeforeAnythingIs() throws IOException {
    Files.createSymbolicLink(source.resolve("link"), Path.of("there"));
    assertThatThrownBy(() -> Packer.of(source.resolve("link")))
        .hasMessage(source.resolve("link") + " is a link to there; ask for that");
    assertThatThrownBy(() -> Packer.of(source.resolve("none")))
        .hasMessageEndingWith("there is no such file or folder");
    assertThatThrownBy(() -> Packer.of(Path.of("/"))).hasMessageContaining("has no name");
    assertThatThrownBy(() -> Packer.of(Path.of("/dev/null")))
        .hasMessageContaining("neither a file");
  }

  @Test
  void anArchiveWhoseOutputFailsIsNotCompleted() throws IOException {
    Files.write(source.resolve("f"), new byte[1 << 20]);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    OutputStream fails =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (archive.size() > 100) {
              throw new IOException("gone");
            }
            archive.write(b);
          }
        };
    assertThatThrownBy(() -> Packer.of(source).pack("source", fails, listener)).hasMessage("gone");
    assertThatThrownBy(() -> unpack(archive.toByteArray()))
        .hasMessage("the archive ended too early");
    assertThat(lines(folder)).hasSize(1);
  }

  @Test
  void aHugeFileNeedsNoMoreMemory() throws Exception {
    long size = 100L << 20;
    Path huge = source.resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(size);
    }
    try (PipedInputStream in = new PipedInputStream(64 * 1024)) {
      PipedOutputStream out = new PipedOutputStream(in);
      CompletableFuture<Long> received = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  ArchiveInput archive = ArchiveInput.of(in, 2_000);
                  byte[] bytes = new byte[64 * 1024];
                  long count = 0;
                  for (int read = archive.read(bytes); read >= 0; read = archive.read(bytes)) {
                    count += read;
                  }
                  received.complete(count);
                } catch (IOException e) {
                  received.completeExceptionally(e);
                }
              });
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      try (out) {
        Packer.of(source).pack("source", out, listener);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(size / 20);
      assertThat(received.get(60, TimeUnit.SECONDS)).isGreaterThan(size);
    }
  }

  @Test
  void theSystemsTarUnderstandsIt() throws Exception {
    Files.writeString(source.resolve("\u00e9".repeat(60)), "x");
    Files.createSymbolicLink(source.resolve("l"), Path.of("\u00e9".repeat(60)));
    Path archive = scratch.resolve("archive.tgz");
    try (OutputStream out = Files.newOutputStream(archive)) {
      Packer.of(source).pack("source", out, listener);
    }
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(tar.waitFor()).isZero();
    assertThat(lines(folder.resolve("source"))).isEqualTo(lines(source));
  }

  @Test
  void itUnderstandsTheSystemsTar() throws Exception {
    Files.createDirectories(source.resolve("d"));
    Files.writeString(source.resolve("d").resolve("n".repeat(200)), "x");
    for (String format : List.of("gnu", "pax", "ustar")) {
      Path archive = scratch.resolve(format + ".tgz");
      assertThat(
              new ProcessBuilder("tar", "-czf", archive.toString(), "--format=" + format, "source")
                  .directory(scratch.toFile())
                  .start()
                  .waitFor())
          .isIn(0, 2); // 2: ustar has no room for the name
      unpack(Files.readAllBytes(archive));
    }
    assertThat(lines(folder.resolve("source"))).isEqualTo(lines(source));
  }

  private void copy() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    Packer.of(source).pack("source", archive, listener);
    unpack(archive.toByteArray());
  }

  private void unpack(byte[] archive) throws IOException {
    Unpacker.unpack(
        new ByteArrayInputStream(archive),
        new Unpacker.Target(folder, "source", null, true),
        listener);
  }

  private static List<String> lines(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.map(path -> line(top, path)).sorted().toList();
    }
  }

  private static String line(Path top, Path path) {
    try {
      String content =
          Files.isRegularFile(path) ? HexFormat.of().formatHex(Files.readAllBytes(path)) : "";
      return top.relativize(path) + " " + content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
