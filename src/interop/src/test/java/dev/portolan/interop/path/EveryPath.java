package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.PeerProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;

/** Tests that run on every combination of our roles and Go's. */
@ParameterizedClass(name = "{0}, smux {1}")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryPath {
  static final int PATIENCE_MILLIS = 30_000;

  @Parameter(0)
  @SuppressWarnings("NullAway.Init") // by the framework
  Cell cell;

  @Parameter(1)
  @SuppressWarnings("NullAway.Init") // by the framework
  String peer;

  @SuppressWarnings("NullAway.Init") // before the first test
  PathUnderTest path;

  /** Every combination with each smux version of the field. */
  static Stream<Arguments> withEachSmux() {
    return PeerProgram.names().stream().flatMap(EveryPath::cells);
  }

  /** Every combination with the newest smux. */
  static Stream<Arguments> withNewestSmux() {
    return cells(PeerProgram.newest());
  }

  private static Stream<Arguments> cells(String peer) {
    return Arrays.stream(Cell.values()).map(cell -> Arguments.of(cell, peer));
  }

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    path = new PathUnderTest(cell, PeerProgram.of(peer));
  }

  @AfterParameterizedClassInvocation
  void stop() {
    if (path != null) { // Null where there is no Go, and the class is skipped before it starts.
      path.close();
    }
  }

  static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  static void assertEcho(Socket socket) throws IOException {
    socket.getOutputStream().write("echo".getBytes(UTF_8));
    assertThat(socket.getInputStream().readNBytes(4)).isEqualTo("echo".getBytes(UTF_8));
  }
}
