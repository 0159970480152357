package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.Protocol;
import dev.portolan.app.session.PortHolder.Holder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  @TempDir Path folder;

  private static final long US = ProcessHandle.current().pid();

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsWhoListensOnATcpPortOfEitherFamily() throws IOException {
    for (String address : new String[] {"127.0.0.1", "::1"}) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
        assertThat(new PortHolder().find(Protocol.TCP, socket.getLocalPort()))
            .hasValueSatisfying(holder -> assertThat(holder.pid()).isEqualTo(US));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsWhoHasAUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertThat(new PortHolder().find(Protocol.UDP, socket.getLocalPort()))
          .hasValueSatisfying(holder -> assertThat(holder.pid()).isEqualTo(US));
      assertThat(new PortHolder().find(Protocol.TCP, socket.getLocalPort())).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aConnectionIsNoListener() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      assertThat(new PortHolder().find(Protocol.TCP, client.getLocalPort())).isEmpty();
    }
  }

  @Test
  void saysNothingWhereTheSystemTellsNothing() {
    assertThat(new PortHolder(folder.resolve("none")).find(Protocol.TCP, 80)).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameIsShownWithoutControlCharactersAndBrokenLinesAreSkipped() throws IOException {
    Files.createDirectories(folder.resolve("net"));
    Files.writeString(
        folder.resolve("net/tcp"),
        HEAD
            + "nonsense\n"
            + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 77"
            + " 1 0 100 0 0 10 0\n");
    Files.createDirectories(folder.resolve("12/fd"));
    Files.createDirectories(folder.resolve("4711/fd"));
    Files.createSymbolicLink(folder.resolve("4711/fd/3"), Path.of("socket:[77]"));
    Files.writeString(folder.resolve("4711/comm"), "ngi\u0007nx\n");
    assertThat(new PortHolder(folder).find(Protocol.TCP, 8080)).contains(new Holder("nginx", 4711));
    assertThat(new PortHolder(folder).find(Protocol.TCP, 8081)).isEmpty();
  }
}
