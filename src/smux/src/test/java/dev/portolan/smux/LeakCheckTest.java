package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** What is checked after each test of the module finds what a test plants. */
class LeakCheckTest {

  @Test
  void aBufferThatIsNotReleasedIsTold() {
    ByteBuf planted = ByteBufAllocator.DEFAULT.directBuffer(1);
    assertThatThrownBy(LeakCheck::check).hasMessageContaining("leak");
    assertThatCode(LeakCheck::check).as("once").doesNotThrowAnyException();
    assertThat(planted.refCnt()).as("left for the garbage collector").isOne();
  }

  @Test
  void bytesThatAreNotGivenBackAreTold() {
    MemoryShare share = SessionMemory.ofProcess().newShare();
    share.take(7);
    assertThatThrownBy(LeakCheck::check).hasMessageContaining("7 bytes");
    share.release(7);
    assertThatCode(LeakCheck::check).doesNotThrowAnyException();
  }

  @Test
  void aSessionThatKeepsAStreamIsTold() {
    EmbeddedSession side = EmbeddedSession.client();
    side.session.open(new StreamRecorder()).getNow().flush(); // Unknown to the helper that closes.
    assertThatThrownBy(side::close).hasMessageContaining("left by the streams");
    side.session.close();
    side.close();
  }
}
