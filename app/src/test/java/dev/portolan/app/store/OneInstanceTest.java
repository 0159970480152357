package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.portolan.app.store.OneInstance.Start;
import dev.portolan.app.task.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneInstanceTest {
  @TempDir private Path temp;
  private Path folder;
  private final Background background = new Background();
  private final BlockingQueue<List<String>> told = new LinkedBlockingQueue<>();

  @BeforeEach
  void choose() {
    folder = temp.resolve("data");
  }

  @AfterEach
  void end() {
    background.close();
  }

  @Test
  void aLaterStartHandsItsArgumentsOver() throws Exception {
    try (OneInstance first = first()) {
      first.serve(background, told::add);
      assertThat(OneInstance.handOver(folder, List.of("--one", "zwei ü"))).isTrue();
      assertThat(told.poll(5, TimeUnit.SECONDS)).containsExactly("--one", "zwei ü");
      assertThat(OneInstance.start(folder, List.of())).isInstanceOf(Start.HandedOver.class);
      assertThat(told.poll(5, TimeUnit.SECONDS)).isEmpty();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    assertThat(OneInstance.handOver(folder, List.of())).isFalse();
    first().close();
  }

  @Test
  void whatAKilledConsoleLeftIsNoObstacle() throws Exception {
    Files.createDirectories(folder);
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(folder.resolve("console.socket")));
    }
    Files.createFile(folder.resolve("console.lock"));
    assertThat(OneInstance.handOver(folder, List.of())).isFalse();
    try (OneInstance first = first()) {
      first.serve(background, told::add);
      assertThat(OneInstance.handOver(folder, List.of())).isTrue();
    }
  }

  @Test
  void aConsoleThatHangsIsNotWaitedForForEver() throws Exception {
    try (OneInstance frozen = first()) {
      assertThat(frozen).isNotNull();
      long start = System.nanoTime();
      assertThat(OneInstance.start(folder, List.of())).isInstanceOf(Start.Beside.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    }
  }

  @Test
  void aStartWaitsForTheEndOfTheConsoleBefore() throws Exception {
    OneInstance ending = first();
    ending.serve(background, told::add);
    ending.stopServing();
    background.after(Duration.ofMillis(300), ending::close);
    first().close();
  }

  @Test
  void whoSaysNothingOrNonsenseHoldsUpNobody() throws Exception {
    try (OneInstance first = first();
        SocketChannel mute = SocketChannel.open(StandardProtocolFamily.UNIX);
        SocketChannel odd = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      first.serve(background, told::add);
      UnixDomainSocketAddress address =
          UnixDomainSocketAddress.of(folder.resolve("console.socket"));
      mute.connect(address);
      odd.connect(address);
      odd.write(ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(1).flip());
      assertThat(isCutOff(odd)).isTrue();
      assertThat(OneInstance.handOver(folder, List.of("x"))).isTrue();
      assertThat(told.poll(5, TimeUnit.SECONDS)).containsExactly("x");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void whereAPathIsTooLongForASocketItIsAPortWithASecret() throws Exception {
    Path port = chooseFolderWithLongPath().resolve("console.port");
    try (OneInstance first = first()) {
      first.serve(background, told::add);
      assertThat(folder.resolve("console.socket")).doesNotExist();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(port)))
          .isEqualTo("rw-------");
      assertThat(OneInstance.start(folder, List.of("x"))).isInstanceOf(Start.HandedOver.class);
      assertThat(told.poll(5, TimeUnit.SECONDS)).containsExactly("x");
    }
    assertThat(port).doesNotExist();
    first().close();
  }

  @Test
  void whoDoesNotKnowTheSecretIsNotHeard() throws Exception {
    Path port = chooseFolderWithLongPath().resolve("console.port");
    try (OneInstance first = first()) {
      first.serve(background, told::add);
      ByteBuffer door = ByteBuffer.wrap(Files.readAllBytes(port));
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), door.getInt());
      byte[] secret = new byte[door.remaining()];
      door.get(secret);
      try (SocketChannel knowing = SocketChannel.open(address);
          SocketChannel guessing = SocketChannel.open(address)) {
        ByteBuffer noArguments = ByteBuffer.allocate(8).putInt(4).putInt(0).flip();
        knowing.write(new ByteBuffer[] {ByteBuffer.wrap(secret), noArguments.duplicate()});
        assertThat(knowing.read(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEmpty();

        secret[secret.length - 1]++;
        guessing.write(new ByteBuffer[] {ByteBuffer.wrap(secret), noArguments});
        assertThat(isCutOff(guessing)).isTrue();
        assertThat(told).isEmpty();
      }
    }
  }

  @Test
  void aPortThatAKilledConsoleLeftIsNotCalled() throws Exception {
    Files.createDirectories(chooseFolderWithLongPath());
    try (ServerSocketChannel stranger =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int port = ((InetSocketAddress) stranger.getLocalAddress()).getPort();
      Files.write(folder.resolve("console.port"), ByteBuffer.allocate(36).putInt(port).array());
      assertThat(OneInstance.handOver(folder, List.of("x"))).isFalse();
      stranger.configureBlocking(false);
      assertThat(stranger.accept()).isNull();
      try (OneInstance first = first()) {
        first.serve(background, told::add);
        assertThat(OneInstance.handOver(folder, List.of("x"))).isTrue();
      }
    }
  }

  @Test
  void mutePeopleAtThePortAreCutOffAndKeepNobodyOutForLong() throws Exception {
    Path port = chooseFolderWithLongPath().resolve("console.port");
    List<SocketChannel> mute = new ArrayList<>();
    try (OneInstance first = first()) {
      first.serve(background, told::add);
      InetSocketAddress address =
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), ByteBuffer.wrap(Files.readAllBytes(port)).getInt());
      for (int i = 0; i < 16; i++) {
        mute.add(SocketChannel.open(address));
      }
      try (SocketChannel oneMore = SocketChannel.open(address)) {
        long start = System.nanoTime();
        assertThat(isCutOff(oneMore)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      }
      assertThat(isCutOff(mute.getFirst())).isTrue();
      assertThat(OneInstance.start(folder, List.of("x"))).isInstanceOf(Start.HandedOver.class);
    } finally {
      for (SocketChannel each : mute) {
        each.close();
      }
    }
  }

  @Test
  void aFolderThatCannotBeUsedKeepsNobodyFromStarting() throws Exception {
    Files.createFile(folder);
    assertThat(OneInstance.start(folder, List.of())).isInstanceOf(Start.Beside.class);
    Files.delete(folder);
    Files.createDirectories(folder);
    String lock = folder.resolve("console.lock").toString();
    assertThat(new ProcessBuilder("mkfifo", lock).start().waitFor()).isZero();
    assertThat(
            assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> OneInstance.start(folder, List.of())))
        .isInstanceOf(Start.Beside.class);
  }

  private Path chooseFolderWithLongPath() {
    folder = temp.resolve("long".repeat(30));
    return folder;
  }

  /** With or without a reset, as the system likes it where something was left unread. */
  private static boolean isCutOff(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) == -1;
    } catch (IOException reset) {
      return true;
    }
  }

  private OneInstance first() throws InterruptedException {
    Start start = OneInstance.start(folder, List.of());
    assertThat(start).isInstanceOf(Start.First.class);
    return ((Start.First) start).instance();
  }
}
