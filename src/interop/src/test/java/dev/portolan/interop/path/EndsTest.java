package dev.portolan.interop.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.PeerProgram;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the program and the service of a TCP tunnel see when something between them ends or breaks.
 * A leg with a Go peer supports FIN only, so a reset is not forwarded over it.
 */
class EndsTest {
  /** What one end sees. */
  enum Seen {
    END,
    RESET,
    /** Anything: it is the end that acted. */
    ITS_OWN_DOING
  }

  /** What ends, and how. A cut connection silently drops all packets. */
  enum Breach {
    SERVICE_ENDS,
    SERVICE_HALF_CLOSES,
    SERVICE_RESETS,
    PROGRAM_ENDS,
    PROGRAM_HALF_CLOSES,
    PROGRAM_RESETS,
    DEVICE_CLOSES,
    DEVICE_IS_KILLED,
    DEVICE_LINK_IS_RESET,
    DEVICE_LINK_IS_CUT,
    EDGE_CLOSES,
    EDGE_IS_KILLED,
    EDGE_LINKS_ARE_CUT,
    CLIENT_CLOSES,
    CLIENT_IS_KILLED,
    CLIENT_LINK_IS_RESET,
    CLIENT_LINK_IS_CUT
  }

  /** Cases that depend on the peer's smux; others are handled by its operating system. */
  private static final Set<Breach> BY_THE_PEER =
      EnumSet.complementOf(
          EnumSet.of(
              Breach.DEVICE_IS_KILLED,
              Breach.DEVICE_LINK_IS_RESET,
              Breach.EDGE_IS_KILLED,
              Breach.CLIENT_IS_KILLED,
              Breach.CLIENT_LINK_IS_RESET));

  /** Every combination with the newest smux, and each role of a peer once with the older ones. */
  static Stream<Arguments> everyEnd() {
    List<Cell> eachRole =
        List.of(Cell.OUR_CLIENT_GO_EDGE_OUR_DEVICE, Cell.GO_CLIENT_OUR_EDGE_GO_DEVICE);
    return PeerProgram.names().stream()
        .flatMap(
            smux ->
                smux.equals(PeerProgram.newest())
                    ? ends(smux, List.of(Cell.values()), EnumSet.allOf(Breach.class))
                    : ends(smux, eachRole, BY_THE_PEER));
  }

  private static Stream<Arguments> ends(String smux, List<Cell> cells, Set<Breach> breaches) {
    return cells.stream()
        .flatMap(cell -> breaches.stream().map(breach -> Arguments.of(cell, smux, breach)));
  }

  private static Seen byProgram(Breach breach, Cell cell) {
    return switch (breach) {
      case SERVICE_ENDS, SERVICE_HALF_CLOSES, SERVICE_RESETS, PROGRAM_HALF_CLOSES -> Seen.END;
      case PROGRAM_ENDS, PROGRAM_RESETS -> Seen.ITS_OWN_DOING;
      case DEVICE_CLOSES, DEVICE_IS_KILLED, DEVICE_LINK_IS_RESET, DEVICE_LINK_IS_CUT ->
          resetIf(cell.ourClient && cell.ourEdge);
      case EDGE_CLOSES, EDGE_IS_KILLED, EDGE_LINKS_ARE_CUT -> resetIf(cell.ourClient);
      case CLIENT_CLOSES, CLIENT_IS_KILLED, CLIENT_LINK_IS_RESET, CLIENT_LINK_IS_CUT ->
          resetIf(cell.ourClient);
    };
  }

  private static Seen byService(Breach breach, Cell cell) {
    return switch (breach) {
      case PROGRAM_ENDS, PROGRAM_HALF_CLOSES, PROGRAM_RESETS, SERVICE_HALF_CLOSES -> Seen.END;
      case SERVICE_ENDS, SERVICE_RESETS -> Seen.ITS_OWN_DOING;
      case DEVICE_CLOSES, DEVICE_IS_KILLED, DEVICE_LINK_IS_RESET, DEVICE_LINK_IS_CUT ->
          resetIf(cell.ourDevice);
      case EDGE_CLOSES, EDGE_IS_KILLED, EDGE_LINKS_ARE_CUT -> resetIf(cell.ourDevice);
      case CLIENT_CLOSES, CLIENT_IS_KILLED, CLIENT_LINK_IS_RESET, CLIENT_LINK_IS_CUT ->
          resetIf(cell.ourEdge && cell.ourDevice);
    };
  }

  private static Seen resetIf(boolean reset) {
    return reset ? Seen.RESET : Seen.END;
  }

  @ParameterizedTest(name = "{0}, smux {1}, {2}")
  @MethodSource("everyEnd")
  @Execution(ExecutionMode.CONCURRENT) // They mostly wait.
  void areToldAsFarAsTheWireCanSay(Cell cell, String smux, Breach breach) throws Exception {
    try (BreakablePath path = new BreakablePath(cell, PeerProgram.of(smux))) {
      happen(breach, path);
      assertSeen(byProgram(breach, cell), path.program());
      assertSeen(byService(breach, cell), path.service());
    }
  }

  private static void happen(Breach breach, BreakablePath path) throws IOException {
    switch (breach) {
      case SERVICE_ENDS -> path.service().close();
      case SERVICE_HALF_CLOSES -> path.service().shutdownOutput();
      case SERVICE_RESETS -> reset(path.service());
      case PROGRAM_ENDS -> path.program().close();
      case PROGRAM_HALF_CLOSES -> path.program().shutdownOutput();
      case PROGRAM_RESETS -> reset(path.program());
      case DEVICE_CLOSES -> path.closeDevice();
      case DEVICE_IS_KILLED -> path.killDevice();
      case DEVICE_LINK_IS_RESET -> path.deviceLine().reset();
      case DEVICE_LINK_IS_CUT -> path.deviceLine().cut();
      case EDGE_CLOSES -> path.closeEdge();
      case EDGE_IS_KILLED -> path.killEdge();
      case EDGE_LINKS_ARE_CUT -> path.cutEdge();
      case CLIENT_CLOSES -> path.closeClient();
      case CLIENT_IS_KILLED -> path.killClient();
      case CLIENT_LINK_IS_RESET -> path.clientLine().reset();
      case CLIENT_LINK_IS_CUT -> path.clientLine().cut();
    }
  }

  private static void assertSeen(Seen expected, Socket socket) throws IOException {
    if (expected == Seen.ITS_OWN_DOING) {
      return;
    }
    Seen seen;
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      seen = Seen.END;
    } catch (SocketException e) {
      seen = Seen.RESET;
    }
    assertThat(seen).isEqualTo(expected);
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
