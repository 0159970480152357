package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.PeerProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the program and the service of a TCP tunnel see when something between them ends or breaks:
 * every leg with a real peer on it knows FIN only, so a reset gets no further than that, and what
 * our own ends see for themselves they tell.
 */
@MethodSource("dev.portolan.interop.path.EveryPath#withNewestSmux")
class EndsTest extends EveryPath {
  /** What one end sees of the other. */
  enum Seen {
    END,
    RESET
  }

  enum Breach {
    SERVICE_ENDS,
    SERVICE_RESETS,
    PROGRAM_ENDS,
    PROGRAM_RESETS,
    DEVICE_IS_LOST,
    EDGE_IS_LOST,
    CLIENT_IS_LOST
  }

  /** What the program sees; null where it did that itself, or dies with who did. */
  private @Nullable Seen byProgram(Breach breach) {
    return switch (breach) {
      case SERVICE_ENDS, SERVICE_RESETS -> Seen.END;
      case DEVICE_IS_LOST -> resetIf(cell.ourClient && cell.ourEdge);
      case EDGE_IS_LOST -> resetIf(cell.ourClient);
      case PROGRAM_ENDS, PROGRAM_RESETS, CLIENT_IS_LOST -> null;
    };
  }

  /** What the service sees; null where it did that itself, or dies with who did. */
  private @Nullable Seen byService(Breach breach) {
    return switch (breach) {
      case PROGRAM_ENDS, PROGRAM_RESETS -> Seen.END;
      case EDGE_IS_LOST -> resetIf(cell.ourDevice);
      case CLIENT_IS_LOST -> resetIf(cell.ourEdge && cell.ourDevice);
      case SERVICE_ENDS, SERVICE_RESETS, DEVICE_IS_LOST -> null;
    };
  }

  private static Seen resetIf(boolean reset) {
    return reset ? Seen.RESET : Seen.END;
  }

  /** A program that is connected to a service, on a path of its own that may break. */
  private final class Tunnel implements AutoCloseable {
    private final PathUnderTest path = new PathUnderTest(cell, PeerProgram.of(peer));
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ClientSide client = path.connect();
    private final Socket program =
        connect(client.forwardTcp((InetSocketAddress) listener.getLocalSocketAddress()));
    private final Socket service;

    Tunnel() throws Exception {
      listener.setSoTimeout(PATIENCE_MILLIS);
      service = listener.accept();
      service.setSoTimeout(PATIENCE_MILLIS);
      pass("question", program, service);
      pass("the answer", service, program);
    }

    private static void pass(String text, Socket from, Socket to) throws IOException {
      byte[] bytes = text.getBytes(UTF_8);
      from.getOutputStream().write(bytes);
      assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }

    @Override
    public void close() throws IOException {
      program.close();
      service.close();
      listener.close();
      client.close();
      path.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Breach.class)
  void areToldAsFarAsTheWireCanSay(Breach breach) throws Exception {
    try (Tunnel tunnel = new Tunnel()) {
      happen(breach, tunnel);
      Seen byProgram = byProgram(breach);
      if (byProgram != null) {
        assertThat(seen(tunnel.program)).isEqualTo(byProgram);
      }
      Seen byService = byService(breach);
      if (byService != null) {
        assertThat(seen(tunnel.service)).isEqualTo(byService);
      }
    }
  }

  private static void happen(Breach breach, Tunnel tunnel) throws IOException {
    switch (breach) {
      case SERVICE_ENDS -> tunnel.service.close();
      case SERVICE_RESETS -> reset(tunnel.service);
      case PROGRAM_ENDS -> tunnel.program.close();
      case PROGRAM_RESETS -> reset(tunnel.program);
      case DEVICE_IS_LOST -> tunnel.path.device().close();
      case EDGE_IS_LOST -> tunnel.path.edge().close();
      case CLIENT_IS_LOST -> tunnel.client.close();
    }
  }

  private static Seen seen(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      return Seen.END;
    } catch (SocketException e) {
      return Seen.RESET;
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
