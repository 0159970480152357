package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
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
  void blocksGrowWithWhatWaitsBetweenTheirBounds() {
    assertThat(blocksOf(1)).containsExactly(1024);
    assertThat(blocksOf(511, 513)).as("in the same block").containsExactly(1024);
    assertThat(blocksOf(1024)).containsExactly(2048);
    assertThat(blocksOf(1024, 1024, 1)).containsExactly(2048, 4096);
    assertThat(blocksOf(32 * 1024 - 1)).containsExactly(32 * 1024);
    assertThat(blocksOf(32 * 1024)).containsExactly(64 * 1024);
    assertThat(blocksOf(64 * 1024)).containsExactly(64 * 1024);
    assertThat(blocksOf(64 * 1024 + 1)).containsExactly(64 * 1024, 1024);
    assertThat(blocksOf(64 * 1024, 1)).containsExactly(64 * 1024, 64 * 1024);
  }

  /** The sizes of the blocks in which so many bytes wait that came one after the other. */
  private List<Integer> blocksOf(int... lengths) {
    for (int length : lengths) {
      ByteBuf in = Unpooled.wrappedBuffer(new byte[length]);
      queue.add(in, length, ByteBufAllocator.DEFAULT);
      in.release();
    }
    List<Integer> sizes = new ArrayList<>();
    for (ByteBuf block = queue.poll(); block != null; block = queue.poll()) {
      sizes.add(block.capacity());
      block.release();
    }
    return sizes;
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
