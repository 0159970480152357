package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.TransferResult;
import dev.portolan.transport.session.EdgeClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files between Portolan's own ends: verified, and resumed after they broke off. */
@DisabledOnOs(OS.WINDOWS)
class VerifiedFilePathTest extends TwoFolders {
  @Test
  void bothWaysTheCheckSumsAreCompared() throws Exception {
    Files.createDirectories(there.resolve("top/in"));
    Files.write(there.resolve("top/in/much"), MUCH);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      TransferResult down = download(fixture.connect(), "top", TransferListener.NONE);
      assertThat(down.isVerified()).isTrue();
      assertThat(down.sha256()).isEqualTo(hex(sha256(tar(there.resolve("top")))));
      assertThat(down.resumedBytes()).isZero();
      Files.move(here.resolve("top"), here.resolve("back"));
      TransferResult up = upload(fixture.connect(), "back", TransferListener.NONE);
      assertThat(up.sha256()).isEqualTo(hex(sha256(tar(here.resolve("back")))));
      assertThat(there.resolve("back/in/much")).hasBinaryContent(MUCH);
      fixture.awaitIdle();
    }
    assertThat(names(here)).containsExactly("back", "back/in", "back/in/much");
    assertThat(names(there))
        .containsExactly("back", "back/in", "back/in/much", "top", "top/in", "top/in/much");
  }

  @Test
  void aDownloadThatWasCutOffGoesOn() throws Exception {
    folder(there.resolve("top"));
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Cutter cutter = new Cutter(fixture.connect());
      TransferException cut =
          catchThrowableOfType(
              TransferException.class, () -> download(cutter.client, "top", cutter));
      assertThat(cut.isResumable()).isTrue();
      assertThat(names(here)).allMatch(name -> name.startsWith(".portolan-"));
      Listener second = new Listener();
      TransferResult whole = download(fixture.connect(), "top", second);
      assertThat(whole.isVerified()).isTrue();
      assertGoneOn(whole, second);
      fixture.awaitIdle();
    }
    assertSame(here.resolve("top"), there.resolve("top"));
    assertThat(names(here)).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void anUploadThatWasCutOffGoesOn() throws Exception {
    folder(here.resolve("top"));
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Cutter cutter = new Cutter(fixture.connect());
      TransferException cut =
          catchThrowableOfType(TransferException.class, () -> upload(cutter.client, "top", cutter));
      assertThat(cut.isResumable()).isTrue();
      fixture.awaitIdle();
      assertThat(names(there)).allMatch(name -> name.startsWith(".portolan-"));
      Listener second = new Listener();
      TransferResult whole = upload(fixture.connect(), "top", second);
      assertThat(whole.isVerified()).isTrue();
      assertGoneOn(whole, second);
      fixture.awaitIdle();
    }
    assertSame(there.resolve("top"), here.resolve("top"));
    assertThat(names(there)).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aTransferThatIsSuspendedGoesOn() throws Exception {
    folder(there.resolve("down"));
    folder(here.resolve("up"));
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      assertThatThrownBy(() -> download(client, "down", new Suspender()))
          .isInstanceOf(TransferListener.SuspendedException.class);
      assertThatThrownBy(() -> upload(client, "up", new Suspender()))
          .isInstanceOf(TransferListener.SuspendedException.class);
      fixture.awaitIdle();
      assertThat(names(here).getFirst()).startsWith(".portolan-");
      assertThat(names(there).getFirst()).startsWith(".portolan-");
      Listener down = new Listener();
      assertGoneOn(download(client, "down", down), down);
      Listener up = new Listener();
      assertGoneOn(upload(client, "up", up), up);
      fixture.awaitIdle();
    }
    assertSame(here.resolve("down"), there.resolve("down"));
    assertSame(here.resolve("up"), there.resolve("up"));
    assertThat(names(here)).noneMatch(name -> name.startsWith("."));
    assertThat(names(there)).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aTransferThatIsCancelledLeavesNothing() throws Exception {
    folder(there.resolve("down"));
    folder(here.resolve("up"));
    List<String> before = names(there);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      assertThatThrownBy(() -> download(client, "down", new Canceller()))
          .hasMessageContaining("cancelled");
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(() -> upload(client, "up", new Canceller()))
          .hasMessageContaining("cancelled");
      assertThat(Thread.interrupted()).isTrue();
      fixture.awaitIdle();
      // The device's worker has still to see that its stream has ended.
      fixture.awaitUntil(() -> names(there).equals(before), () -> "left: " + names(there));
    }
    assertThat(names(here)).noneMatch(name -> name.startsWith(".") || name.startsWith("down"));
    assertThat(names(there)).isEqualTo(before);
  }

  @Test
  void whatHasChangedMeanwhileComesAnew() throws Exception {
    folder(there.resolve("top"));
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Cutter cutter = new Cutter(fixture.connect());
      assertThatThrownBy(() -> download(cutter.client, "top", cutter));
      for (String each : List.of("a", "much", "z")) { // Whichever came first.
        Path file = there.resolve("top").resolve(each);
        byte[] changed = Files.readAllBytes(file);
        changed[0] ^= 1;
        Files.write(file, changed);
      }
      TransferResult whole = download(fixture.connect(), "top", TransferListener.NONE);
      assertThat(whole.isVerified()).isTrue();
      assertThat(whole.resumedBytes()).isZero();
      fixture.awaitIdle();
    }
    assertSame(here.resolve("top"), there.resolve("top"));
  }

  @Test
  void whatHasBecomeShorterComesAnew() throws Exception {
    Files.write(there.resolve("f"), MUCH);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Cutter cutter = new Cutter(fixture.connect());
      assertThatThrownBy(() -> download(cutter.client, "f", cutter));
      Files.write(there.resolve("f"), new byte[] {1});
      assertThat(download(fixture.connect(), "f", TransferListener.NONE).resumedBytes()).isZero();
      fixture.awaitIdle();
    }
    assertThat(here.resolve("f")).hasBinaryContent(new byte[] {1});
  }

  enum Tampering {
    JOURNAL_CHANGED {
      @Override
      void with(Path folder) throws IOException {
        flip(folder.resolve("journal"), 0);
      }
    },
    JOURNAL_OF_GARBAGE {
      @Override
      void with(Path folder) throws IOException {
        Files.write(folder.resolve("journal"), new byte[] {1, 2, 3});
      }
    },
    JOURNAL_LONGER {
      @Override
      void with(Path folder) throws IOException {
        Files.write(folder.resolve("journal"), new byte[700], StandardOpenOption.APPEND);
      }
    },
    JOURNAL_A_FOLDER {
      @Override
      void with(Path folder) throws IOException {
        Files.delete(folder.resolve("journal"));
        Files.createDirectory(folder.resolve("journal"));
      }
    },
    CONTENT_CHANGED {
      @Override
      void with(Path folder) throws IOException {
        flip(folder.resolve("files/f"), 1_000);
      }
    },
    CONTENT_LONGER {
      @Override
      void with(Path folder) throws IOException {
        Files.write(folder.resolve("files/f"), MUCH, StandardOpenOption.APPEND);
      }
    },
    CONTENT_A_LINK {
      @Override
      void with(Path folder) throws IOException {
        Files.delete(folder.resolve("files/f"));
        Files.createSymbolicLink(folder.resolve("files/f"), folder.resolve("../../outside"));
      }
    },
    FILES_A_LINK {
      @Override
      void with(Path folder) throws IOException {
        Files.delete(folder.resolve("files/f"));
        Files.delete(folder.resolve("files"));
        Files.createSymbolicLink(folder.resolve("files"), folder.resolve("../.."));
      }
    };

    abstract void with(Path folder) throws IOException;

    private static void flip(Path file, int at) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      bytes[at] ^= 1;
      Files.write(file, bytes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatSomebodyHasTamperedWithComesAnew(Tampering tampering) throws Exception {
    Files.writeString(scratch.resolve("outside"), "outside");
    Files.write(here.resolve("f"), MUCH);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Cutter cutter = new Cutter(fixture.connect());
      assertThatThrownBy(() -> upload(cutter.client, "f", cutter));
      fixture.awaitIdle();
      tampering.with(there.resolve(names(there).getFirst()));
      TransferResult whole = upload(fixture.connect(), "f", TransferListener.NONE);
      assertThat(whole.isVerified()).isTrue();
      assertThat(whole.resumedBytes()).isZero();
      fixture.awaitIdle();
    }
    assertThat(there.resolve("f")).hasBinaryContent(MUCH);
    assertThat(names(there)).containsExactly("f");
    assertThat(scratch.resolve("outside")).hasContent("outside");
  }

  @Test
  void aFileOfZerosIsNoBombIfItsSizeIsAnnounced() throws Exception {
    long size = 200L << 20;
    try (RandomAccessFile zeros = new RandomAccessFile(there.resolve("zeros").toFile(), "rw")) {
      zeros.setLength(size);
    }
    Listener told = new Listener();
    try (EdgeFixture fixture = EdgeFixture.start()) {
      assertThat(download(fixture.connect(), "zeros", told).isVerified()).isTrue();
      fixture.awaitIdle();
    }
    assertThat(here.resolve("zeros")).hasSize(size);
    assertThat(told.total).isEqualTo(size);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void folder(Path top) throws IOException {
    Files.createDirectories(top.resolve("in/empty"));
    Files.writeString(top.resolve("a"), "a");
    Files.write(top.resolve("much"), MUCH);
    Files.write(top.resolve("in/more"), MUCH);
    Files.createSymbolicLink(top.resolve("in/link"), Path.of("../a"));
    Files.writeString(top.resolve("z"), "z");
  }

  private static void assertSame(Path one, Path other) throws IOException {
    assertThat(names(one)).isEqualTo(names(other));
    for (String name : names(one)) {
      if (Files.isRegularFile(one.resolve(name))) {
        assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
      }
    }
  }

  private static void assertGoneOn(TransferResult whole, Listener second) {
    assertThat(whole.resumedBytes()).isGreaterThan(5_000_000).isEqualTo(second.resumed);
    assertThat(second.resumed + second.transferred)
        .isEqualTo(second.total)
        .isEqualTo(2L * MUCH.length + 2);
  }

  private static class Listener implements TransferListener {
    long total;
    long resumed;
    long transferred;

    @Override
    public void total(long bytes) {
      total = bytes;
    }

    @Override
    public void resumed(long bytes) {
      resumed = bytes;
    }

    @Override
    public void transferred(long bytes) {
      transferred += bytes;
    }
  }

  /** Loses the connection to the edge in the middle. */
  private static final class Cutter extends Listener {
    private final EdgeClient client;

    Cutter(EdgeClient client) {
      this.client = client;
    }

    @Override
    public void transferred(long bytes) {
      super.transferred(bytes);
      if (transferred > 8_000_000 && client.session().isOpen()) {
        await(client.close());
      }
    }
  }

  /** Suspends the transfer in its middle. */
  private static final class Suspender extends Listener {
    @Override
    public void transferred(long bytes) {
      super.transferred(bytes);
      if (transferred > 8_000_000) {
        throw new SuspendedException();
      }
    }
  }

  /** Cancels the transfer in its middle. */
  private static final class Canceller extends Listener {
    @Override
    public void transferred(long bytes) {
      super.transferred(bytes);
      if (transferred > 8_000_000) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
