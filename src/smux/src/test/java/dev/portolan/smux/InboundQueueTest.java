package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InboundQueueTest {
  private final InboundQueue queue = new InboundQueue();

  @Test
  void keepsTheOrderOfBytes() {
    Random random = new Random(1);
    Noise written = new Noise(7);
    Noise read = new Noise(7);
    int waiting = 0;
    for (int i = 0; i < 2000; i++) {
      if (random.nextInt(3) > 0) {
        int length = 1 + random.nextInt(random.nextBoolean() ? 10 : 30_000);
        ByteBuf in = Unpooled.buffer(length);
        written.writeTo(in, length);
        queue.add(in, length, ByteBufAllocator.DEFAULT);
        in.release();
        waiting += length;
      } else {
        ByteBuf block = queue.poll();
        if (block != null) {
          waiting -= block.readableBytes();
          assertThat(read.matches(block)).isTrue();
          block.release();
        }
      }
      assertThat(queue.bytes()).isEqualTo(waiting);
      assertThat(queue.isEmpty()).isEqualTo(waiting == 0);
    }
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aByteDoesNotKeepTheConnectionsBufferAlive() {
    int memory = 0;
    for (int i = 0; i < 1000; i++) {
      ByteBuf connectionRead = ByteBufAllocator.DEFAULT.directBuffer(64 * 1024).writeByte(i);
      queue.add(connectionRead, 1, ByteBufAllocator.DEFAULT);
      assertThat(connectionRead.release()).as("free again").isTrue();
    }
    for (ByteBuf block = queue.poll(); block != null; block = queue.poll()) {
      memory += block.capacity();
      block.release();
    }
    assertThat(memory).isLessThan(8 * 1024);
  }
}
