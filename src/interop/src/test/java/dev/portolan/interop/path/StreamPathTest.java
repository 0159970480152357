package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.interop.PeerProgram;
import dev.portolan.interop.path.ClientSide.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams over every combination of our roles and Go's. */
@MethodSource("dev.portolan.interop.path.EveryPath#withEachSmux")
class StreamPathTest extends EveryPath {
  private static final String SIZE_THEN_LINE =
      "stty size; until [ \"$(stty size)\" = '40 120' ]; do sleep 0.02; done; "
          + "echo is 120 by 40; read x; echo got $x";

  private boolean full() {
    return peer.equals(PeerProgram.newest());
  }

  @Test
  void tcpTunnelCarriesBulkBothWaysAtOnce() throws Exception {
    try (ClientSide client = path.connect()) {
      InetSocketAddress local = client.forwardTcp(path.services().tcpEcho());
      EchoLoad.run(local, 1, full() ? 64 << 20 : 8 << 20);
    }
  }

  @Test
  void manyStreamsAtOnceAreKeptApart() throws Exception {
    try (ClientSide client = path.connect()) {
      InetSocketAddress local = client.forwardTcp(path.services().tcpEcho());
      EchoLoad.run(local, full() ? 200 : 50, 60_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_400, 9_000, 60_000})
  void udpTunnelKeepsDatagramsWhole(int size) throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    try (ClientSide client = path.connect();
        Program program = new Program()) {
      InetSocketAddress local = client.forwardUdp(path.services().udpEcho());
      for (int i = 0; i < 5; i++) {
        Program.Answer answer = program.exchange(local, content);
        assertThat(answer.content()).isEqualTo(content);
        assertThat(answer.from()).isEqualTo(local);
      }
    }
  }

  @Test
  void udpTunnelKeepsProgramsApart() throws Exception {
    try (ClientSide client = path.connect();
        Program one = new Program();
        Program two = new Program()) {
      InetSocketAddress local = client.forwardUdp(path.services().udpEcho());
      for (int i = 0; i < 10; i++) {
        assertThat(one.exchange(local, "one " + i).text()).isEqualTo("one " + i);
        assertThat(two.exchange(local, "two " + i).text()).isEqualTo("two " + i);
      }
    }
  }

  /** As with TFTP, a transfer continues on the port from which the service replied. */
  @Test
  void answersFromAnotherPortAreAnsweredThere() throws Exception {
    try (ClientSide client = path.connect();
        Program one = new Program();
        Program two = new Program()) {
      InetSocketAddress local = client.forwardUdp(path.services().udpTransfers());
      Program.Answer first = one.exchange(local, "read a");
      Program.Answer second = two.exchange(local, "read b");
      assertThat(first.text()).isEqualTo("+read a");
      assertThat(second.text()).isEqualTo("+read b");
      assertThat(first.from()).isNotEqualTo(local);
      assertThat(second.from()).isNotEqualTo(local).isNotEqualTo(first.from());
      for (int block = 1; block <= 20; block++) {
        Program.Answer a = one.exchange(first.from(), "a " + block);
        Program.Answer b = two.exchange(second.from(), "b " + block);
        assertThat(a.text()).isEqualTo("+a " + block);
        assertThat(a.from()).isEqualTo(first.from());
        assertThat(b.text()).isEqualTo("+b " + block);
        assertThat(b.from()).isEqualTo(second.from());
      }
    }
  }

  @Test
  void dialErrorArrivesInTheWordsOfTheDevice() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (ClientSide client = path.connect()) {
      String answer = client.open(0x10, "127.0.0.1:" + port);
      if (path.device().speaksGo()) {
        assertThat(answer)
            .isEqualTo("error dial tcp 127.0.0.1:" + port + ": connect: connection refused");
      } else {
        assertThat(answer).startsWith("error ").contains("127.0.0.1:" + port).contains("refused");
      }
    }
  }

  @Test
  void answerToAHalfClosedRequestArrives() throws Exception {
    assumeTrue(
        cell.ourClient, "a Go client gives up the answer when its local program half-closes");
    try (ClientSide client = path.connect();
        Socket socket = connect(client.forwardTcp(path.services().tcpReply()))) {
      socket.getOutputStream().write("request\n".getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .isEqualTo("request\nrequest\n");
    }
  }

  @Test
  void unknownMessageTypeHarmsNobodyElse() throws Exception {
    try (ClientSide client = path.connect()) {
      InetSocketAddress local = client.forwardTcp(path.services().tcpEcho());
      try (Socket beside = connect(local)) {
        String answer = client.open(0x7f, "x");
        if (path.device().speaksGo()) {
          assertThat(answer).isEqualTo("eof");
        } else {
          assertThat(answer).matches("eof|error .+");
        }
        assertEcho(beside);
      }
    }
  }

  @Test
  void foldersAreCopiedBothWays(@TempDir Path scratch) throws Exception {
    Path first = Files.createDirectories(scratch.resolve("first"));
    Path second = Files.createDirectories(scratch.resolve("second"));
    Path third = Files.createDirectories(scratch.resolve("third"));
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Path top = Files.createDirectories(first.resolve("top"));
    Files.write(top.resolve("much"), content);
    Files.createFile(top.resolve("nothing"));
    Path in = Files.createDirectories(top.resolve("\u00e9".repeat(70)));
    Files.createSymbolicLink(in.resolve("link"), Path.of("../much"));
    try (ClientSide client = path.connect()) {
      client.download(top, second);
      client.upload(second.resolve("top"), third);
    }
    Path copied = third.resolve("top");
    assertThat(copied.resolve("much")).hasBinaryContent(content);
    assertThat(copied.resolve("nothing")).isEmptyFile();
    assertThat(Files.readSymbolicLink(copied.resolve(in.getFileName()).resolve("link")))
        .hasToString("../much");
  }

  @Test
  void anUploadThatTheDeviceCannotKeepFails(@TempDir Path scratch) throws Exception {
    Path here = Files.createDirectories(scratch.resolve("here"));
    Path there = Files.createDirectories(scratch.resolve("there"));
    Files.writeString(here.resolve("name"), "x");
    Files.createDirectories(there.resolve("name/in"));
    try (ClientSide client = path.connect()) {
      assertThatThrownBy(() -> client.upload(here.resolve("name"), there))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.upload(here.resolve("name"), scratch.resolve("none")))
          .hasMessageContaining("upload destination must be a directory");
    }
    assertThat(there.resolve("name/in")).isDirectory();
  }

  @Test
  void reloadIsAnswered() throws Exception {
    try (ClientSide client = path.connect()) {
      assertThat(client.open(0x14, "")).isEqualTo("ok");
      path.device().awaitReload();
    }
  }

  @Test
  void terminalIsResizedAndEndsWithItsCommand() throws Exception {
    try (ClientSide client = path.connect();
        Terminal terminal = client.terminal(91, 17, "/bin/sh", "-c", SIZE_THEN_LINE)) {
      terminal.awaitOutput("17 91");
      terminal.resize(120, 40);
      terminal.awaitOutput("is 120 by 40");
      terminal.type("blue");
      terminal.awaitOutput("got blue");
      terminal.awaitEnd();
    }
  }

  @Test
  void terminalRunsALoginShellWhereNoCommandIsGiven() throws Exception {
    try (ClientSide client = path.connect();
        Terminal terminal = client.terminal(80, 24)) {
      terminal.type("echo $((6 * 7))-$TERM");
      terminal.awaitOutput("42-xterm-256color");
    }
  }
}
