package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.TransferResult;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.session.EdgeClient;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that change, cannot be read or cannot be kept while they are transferred over an edge. Both
 * ways, in the verified form and in the plain one, which remains when an edge drops what it does
 * not know of a request.
 */
@DisabledOnOs(OS.WINDOWS)
class TroubledFilePathTest extends TwoFolders {
  enum Form {
    VERIFIED {
      @Override
      StreamOpener over(EdgeClient client) {
        return client;
      }
    },
    PLAIN {
      @Override
      StreamOpener over(EdgeClient client) {
        return new DroppingEdge(client);
      }
    };

    abstract StreamOpener over(EdgeClient client);
  }

  enum Way {
    DOWN {
      @Override
      TransferResult copy(StreamOpener opener, Path source, Path folder, TransferListener listener)
          throws Exception {
        String name = String.valueOf(source.getFileName());
        return new DeviceFiles(opener)
            .download(source.toString(), new Unpacker.Target(folder, name, null, true), listener);
      }
    },
    UP {
      @Override
      TransferResult copy(StreamOpener opener, Path source, Path folder, TransferListener listener)
          throws Exception {
        return new DeviceFiles(opener)
            .upload(
                Packer.of(source),
                String.valueOf(source.getFileName()),
                folder.toString(),
                listener);
      }
    };

    abstract TransferResult copy(
        StreamOpener opener, Path source, Path folder, TransferListener listener) throws Exception;
  }

  /** What remains of a request behind an edge that writes anew what it knows of it. */
  private record DroppingEdge(EdgeClient client) implements StreamOpener {
    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler afterOk, Duration timeout) {
      assertThat(request.typeCode()).isEqualTo(MessageType.FILE.code());
      FileRequest asked = FileRequest.parse(request.payload());
      Message known = new FileRequest(asked.direction(), asked.path()).toMessage();
      return client.openStream(known, afterOk, timeout);
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of(Form.values())
        .flatMap(form -> Stream.of(Way.values()).map(way -> arguments(form, way)));
  }

  /** The end that sends has "here", the other one "there", whichever is the device. */
  @ParameterizedTest
  @MethodSource("ways")
  void aLogThatGrowsComesAsItWas(Form form, Way way) throws Exception {
    Path log = Files.write(here.resolve("log"), MUCH);
    Changer grows =
        new Changer(() -> Files.write(log, new byte[500_000], StandardOpenOption.APPEND));
    copy(form, way, log, there, grows);
    assertThat(log).hasSize(MUCH.length + 500_000);
    assertThat(there.resolve("log")).hasBinaryContent(MUCH);
    assertThat(grows.leftOut).isEmpty();
    assertThat(grows.transferred).isEqualTo(MUCH.length);
    assertThat(names(there)).containsExactly("log");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFileThatShrinksIsFilledWithZeros(Form form, Way way) throws Exception {
    Path file = Files.write(here.resolve("f"), MUCH);
    Changer shrinks =
        new Changer(
            () -> {
              try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(1_000);
              }
            });
    copy(form, way, file, there, shrinks);
    byte[] come = Files.readAllBytes(there.resolve("f"));
    assertThat(come).hasSize(MUCH.length).endsWith(new byte[1_000_000]);
    int same = Arrays.mismatch(come, MUCH);
    assertThat(same).isGreaterThan(1_000);
    assertThat(come).endsWith(new byte[MUCH.length - same]);
    assertThat(shrinks.transferred).isEqualTo(MUCH.length);
    if (isTold(form, way)) {
      assertThat(shrinks.leftOut)
          .containsExactly("f: it became shorter meanwhile: its last bytes are sent as zeros");
    }
  }

  /** A device has no words for it in the plain form. */
  private static boolean isTold(Form form, Way way) {
    return form == Form.VERIFIED || way == Way.UP;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatCannotBeReadIsLeftOutAndTold(Form form, Way way) throws Exception {
    Path top = Files.createDirectories(here.resolve("top"));
    Files.writeString(top.resolve("a"), "a");
    Files.writeString(top.resolve("z"), "z");
    Files.createSymbolicLink(top.resolve("out"), Path.of("/etc"));
    assumeTrue(run("mkfifo", top.resolve("pipe")) == 0, "no named pipes here");
    LeftOutListener told = new LeftOutListener();
    copy(form, way, top, there, told);
    assertThat(names(there)).containsExactly("top", "top/a", "top/z");
    if (isTold(form, way)) {
      assertThat(told.leftOut)
          .containsExactlyInAnyOrder(
              "top/out: it is a link that leads out of top",
              "top/pipe: it is neither a file nor a folder");
    }
  }

  /** Of the kernel's own files some are for nobody to read, and none says its size. */
  @ParameterizedTest
  @MethodSource("ways")
  void filesOfTheKernelComeWithTheirContent(Form form, Way way) throws Exception {
    Path route = Path.of("/proc/sys/net/ipv4/route");
    assumeTrue(Files.exists(route.resolve("flush")), "no such files here");
    LeftOutListener told = new LeftOutListener();
    copy(form, way, route, there, told);
    try (InputStream all = Files.newInputStream(route.resolve("max_size"))) {
      assertThat(there.resolve("route/max_size")).hasBinaryContent(all.readNBytes(4_096));
    }
    assertThat(there.resolve("route/flush")).doesNotExist();
    if (isTold(form, way)) {
      assertThat(told.leftOut).contains("route/flush: permission denied");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whyAllOfItCannotBeReadIsTold(Way way) throws Exception {
    Path memory = Path.of("/proc/self/mem");
    assumeTrue(Files.exists(memory), "no such file here");
    assertThat(failure(Form.VERIFIED, way, memory, there))
        .hasMessageContaining("mem: Input/output error");
    assertThat(failure(Form.PLAIN, way, memory, there))
        .hasMessageMatching(
            switch (way) {
              // The reset may come before anybody has seen the device's OK.
              case DOWN -> ".* could not go on; its log may say why|.* was broken off by .*";
              case UP -> "mem: Input/output error";
            });
    assertThat(names(there)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whyAFileCannotBeReadToItsEndIsTold(Form form, Way way) throws Exception {
    Path image = scratch.resolve("image");
    try (RandomAccessFile disk = new RandomAccessFile(image.toFile(), "rw")) {
      disk.setLength(64 << 20);
    }
    assumeTrue(run("mkfs.ext4", "-q", image) == 0, "no file system can be made here");
    assumeTrue(mount("-o", "loop", image, here), "no disk can be mounted here");
    try {
      Files.write(here.resolve("f"), MUCH);
    } finally {
      run("umount", here);
    }
    assumeTrue(mount("-o", "loop,ro", image, here), "no disk can be mounted here");
    try {
      try (RandomAccessFile disk = new RandomAccessFile(image.toFile(), "rw")) {
        disk.setLength(20 << 20); // Where a part of the file is.
      }
      assertThat(failure(form, way, here.resolve("f"), there))
          .hasMessageContaining(
              isTold(form, way)
                  ? "cannot read f to its end: Input/output error"
                  : "the far side could not go on; its log may say why");
      assertThat(names(there)).isEmpty();
    } finally {
      run("umount", here);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFullDiskKeepsWhatWasThereAndIsTold(Form form, Way way) throws Exception {
    // Room for bytes, of which some must stay free, but for few files.
    assumeTrue(mount("-t", "tmpfs", "-o", "size=600m,nr_inodes=20", "none", there), "no tmpfs");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Path top = Files.createDirectories(here.resolve("top"));
      Files.createDirectories(there.resolve("top"));
      for (int i = 0; i < 30; i++) {
        Files.writeString(top.resolve("f" + i), "new");
        if (i < 5) {
          Files.writeString(there.resolve("top/f" + i), "old");
        }
      }
      List<String> before = names(there);
      StreamOpener opener = form.over(fixture.connect());
      TransferException full =
          catchThrowableOfType(
              TransferException.class, () -> way.copy(opener, top, there, TransferListener.NONE));
      assertThat(full)
          .hasMessageMatching("(the .* could not keep it: )?top/f\\d+: the disk is full");
      assertThat(full.isLost()).isFalse();
      fixture.awaitUntil(() -> names(there).equals(before), () -> "left: " + names(there));
      assertThat(there.resolve("top/f0")).hasContent("old");

      way.copy(opener, top.resolve("f0"), there, TransferListener.NONE);
      assertThat(there.resolve("f0")).hasContent("new");
      fixture.awaitIdle();
    } finally {
      run("umount", there);
    }
  }

  private static void copy(Form form, Way way, Path source, Path folder, TransferListener listener)
      throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      TransferResult result = way.copy(form.over(fixture.connect()), source, folder, listener);
      assertThat(result.isVerified()).isEqualTo(form == Form.VERIFIED);
      fixture.awaitIdle();
    }
  }

  private static IOException failure(Form form, Way way, Path source, Path folder) {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamOpener opener = form.over(fixture.connect());
      IOException failure =
          catchThrowableOfType(
              IOException.class, () -> way.copy(opener, source, folder, TransferListener.NONE));
      fixture.awaitIdle();
      return failure;
    }
  }

  private static boolean mount(Object... words) throws Exception {
    Object[] command = new Object[words.length + 1];
    command[0] = "mount";
    System.arraycopy(words, 0, command, 1, words.length);
    return run(command) == 0;
  }

  private static int run(Object... command) throws Exception {
    List<String> words = Stream.of(command).map(Object::toString).toList();
    try {
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException missing) {
      return -1;
    }
  }

  /** Changes a file when some of it has been transferred. */
  private static final class Changer extends LeftOutListener {
    private final Change change;
    private long transferred;

    @FunctionalInterface
    interface Change {
      void make() throws IOException;
    }

    Changer(Change change) {
      this.change = change;
    }

    @Override
    public void transferred(long bytes) {
      if (transferred == 0) {
        try {
          change.make();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      transferred += bytes;
    }
  }
}
