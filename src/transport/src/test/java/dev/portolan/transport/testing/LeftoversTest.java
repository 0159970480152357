package dev.portolan.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is checked after each test of the module finds what a test plants. */
class LeftoversTest {
  private static final Duration PATIENCE = Duration.ofMillis(1);

  private final long sockets = Leftovers.sockets();

  @Test
  void aBufferThatIsNotReleasedIsTold() {
    ByteBuf planted = ByteBufAllocator.DEFAULT.directBuffer(1);
    assertThatThrownBy(() -> Leftovers.check(sockets, PATIENCE)).hasMessageContaining("leak");
    assertThatCode(() -> Leftovers.check(sockets, PATIENCE)).as("once").doesNotThrowAnyException();
    assertThat(planted.refCnt()).as("left for the garbage collector").isOne();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSocketThatIsNotClosedIsTold() throws Exception {
    try (ServerSocket planted = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(planted.isBound()).isTrue();
      assertThatThrownBy(() -> Leftovers.check(sockets, PATIENCE))
          .hasMessageContaining("1 sockets");
    }
    assertThatCode(() -> Leftovers.check(sockets, PATIENCE)).doesNotThrowAnyException();
  }
}
