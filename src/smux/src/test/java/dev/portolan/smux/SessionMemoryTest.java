package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit on buffered bytes over all sessions of a process. */
class SessionMemoryTest {
  private static final int KIB = 1024;
  private static final byte[] FRAME = new byte[32 * KIB];

  private final SessionMemory memory = new SessionMemory(900 * KIB);

  @Test
  void aShareMayHoldAsMuchAsIsFree() {
    MemoryShare alone = memory.newShare();
    alone.take(450 * KIB);
    assertThat(alone.isExceeded()).isFalse();
    assertThat(alone.left()).isZero();
    alone.take(1);
    assertThat(alone.isExceeded()).isTrue();
    alone.release(1);
    assertThat(alone.isExceeded()).isFalse();
  }

  @Test
  void aLateShareFindsRoom() {
    memory.newShare().take(450 * KIB);
    MemoryShare late = memory.newShare();
    assertThat(late.left()).isEqualTo(225 * KIB);
    late.take(225 * KIB);
    assertThat(late.isExceeded()).isFalse();
    late.take(1);
    assertThat(late.isExceeded()).isTrue();
    assertThat(memory.newShare().isExceeded()).isFalse();
  }

  @Test
  void anEmptyShareIsNeverExceeded() {
    memory.newShare().take(1_000 * KIB);
    MemoryShare other = memory.newShare();
    assertThat(other.isExceeded()).isFalse();
    assertThat(other.hasRoom()).isTrue();
    assertThat(other.left()).isZero();
    other.take(1);
    assertThat(other.isExceeded()).isTrue();
    assertThat(other.hasRoom()).isFalse();
  }

  @Test
  void oneByteMoreThanIsFreeExceedsAShare() {
    MemoryShare alone = new SessionMemory(101).newShare();
    alone.take(50);
    assertThat(alone.isExceeded()).isFalse();
    alone.take(1);
    assertThat(alone.isExceeded()).isTrue();
  }

  /** What it holds then equals half of what is free. */
  @Test
  void aPausedConnectionIsReadAgainWhenItsShareHoldsAThird() {
    MemoryShare alone = memory.newShare();
    alone.take(300 * KIB + 1);
    assertThat(alone.hasRoom()).isFalse();
    alone.release(1);
    assertThat(alone.hasRoom()).isTrue();
  }

  @Test
  void theProcessMemoryIsHalfOfTheHeap() {
    SessionMemory ofProcess = SessionMemory.ofProcess();
    assertThat(ofProcess.free() + ofProcess.held()).isEqualTo(Runtime.getRuntime().maxMemory() / 2);
  }

  @Test
  void theTotalMustBePositive() {
    assertThatThrownBy(() -> new SessionMemory(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new SessionMemory(1).free()).isEqualTo(1);
  }

  @Test
  void anExceededShareResetsOnlyItsOwnFullestStream() {
    SmuxConfig config = SmuxConfig.defaults().withPeerSupportsReset(true);
    try (EmbeddedSession greedy = EmbeddedSession.pullingServer(config, memory.newShare());
        EmbeddedSession other = EmbeddedSession.pullingServer(config, memory.newShare())) {
      other.receive(Frame.syn(3));
      send(other, 3, 32 * KIB);
      greedy.receive(Frame.syn(3), Frame.syn(5), Frame.syn(7));
      send(greedy, 3, 128 * KIB);
      send(greedy, 5, 256 * KIB);
      assertThat(greedy.session.streamCount()).isEqualTo(3);
      send(greedy, 7, 64 * KIB);
      assertThat(greedy.accepted.get(1).closeCause())
          .isInstanceOf(StreamResetException.class)
          .hasMessageContaining("waits to be read");
      assertThat(greedy.sent()).containsExactly("RST 5 0 3");
      assertThat(greedy.session.streamCount()).isEqualTo(2);
      assertThat(other.session.streamCount()).isEqualTo(1);
      assertThat(memory.held()).isEqualTo(224 * KIB);
    }
    assertThat(memory.held()).isZero();
  }

  @Test
  void theLargestShareLosesAStreamEvenIfAnotherStreamIsFuller() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withStreamWindow(512 * KIB, 512 * KIB)
            .withReceiveBudgetBytes(600 * KIB);
    SessionMemory large = new SessionMemory(1 << 30);
    MemoryShare greedy = large.newShare();
    MemoryShare other = large.newShare();
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      List<SmuxStream> many = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        many.add(openUnread(side, greedy));
      }
      SmuxStream one = openUnread(side, other);
      send(side, one.streamId(), 256 * KIB);
      for (SmuxStream stream : many) {
        send(side, stream.streamId(), 96 * KIB);
      }
      assertThat(one.isOpen()).isTrue();
      assertThat(many).filteredOn(SmuxStream::isOpen).hasSize(3);
    }
    assertThat(large.held()).isZero();
  }

  @Test
  void pendingWritesCountTowardsTheShare() {
    SmuxConfig config = SmuxConfig.defaults().withPeerSupportsReset(true);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      MemoryShare share = memory.newShare();
      SmuxStream small = openUnread(side, share);
      SmuxStream large = openUnread(side, share);
      for (SmuxStream stream : List.of(small, large)) {
        write(stream, 256); // as much as fits the peer's window
        side.connection.runPendingTasks();
      }
      assertThat(share.held()).isZero();
      write(small, 100);
      write(large, 300);
      side.connection.runPendingTasks();
      assertThat(share.held()).isBetween(400L * KIB, 500L * KIB);
      assertThat(large.isOpen()).isTrue();

      write(small, 60);
      side.connection.runPendingTasks();
      assertThat(large.isOpen()).isFalse();
      assertThat(large.closeCause())
          .isInstanceOf(StreamResetException.class)
          .hasMessageContaining("waits to be sent");
      assertThat(small.isOpen()).isTrue();
      assertThat(share.held()).isBetween(160L * KIB, 200L * KIB);

      side.receive(Frame.upd(small.streamId(), 256 * KIB, 1024 * KIB));
      side.connection.runPendingTasks();
      assertThat(share.held()).isZero();
    }
    assertThat(memory.held()).isZero();
  }

  @Test
  void aShareThatHoldsMuchElsewhereCostsNobodyHereAStream() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withStreamWindow(256 * KIB, 256 * KIB)
            .withReceiveBudgetBytes(256 * KIB);
    SessionMemory large = new SessionMemory(1 << 30);
    MemoryShare busyElsewhere = large.newShare();
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      SmuxStream idle = openUnread(side, busyElsewhere);
      SmuxStream full = openUnread(side, large.newShare());
      busyElsewhere.take(1 << 28);
      send(side, full.streamId(), 256 * KIB + 1);
      assertThat(full.isOpen()).isFalse();
      assertThat(idle.isOpen()).isTrue();
      busyElsewhere.release(1 << 28);
    }
    assertThat(large.held()).isZero();
  }

  @Test
  void aStreamInWhichNothingWaitsIsNotGivenUp() {
    MemoryShare share = memory.newShare();
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = openUnread(side, share);
      share.take(800 * KIB);
      write(stream, 1);
      side.connection.runPendingTasks();
      assertThat(stream.isOpen()).isTrue();
      share.release(800 * KIB);
    }
    assertThat(memory.held()).isZero();
  }

  @Test
  void aStreamWhoseOutputHasEndedHoldsNothing() {
    SmuxConfig config = SmuxConfig.defaults().withPeerSupportsReset(true);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      MemoryShare share = memory.newShare();
      SmuxStream stream = openUnread(side, share);
      write(stream, 256 + 100);
      side.connection.runPendingTasks();
      side.receive(Frame.fin(stream.streamId()), Frame.upd(stream.streamId(), 256 * KIB, 0));
      side.connection.runPendingTasks();
      assertThat(share.held()).isZero();
    }
  }

  @Test
  void windowsShrinkAsTheShareFills() {
    MemoryShare share = new SessionMemory(8 * 1024 * KIB).newShare();
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults(), share)) {
      share.take(3 * 1024 * KIB);
      side.receive(Frame.syn(3));
      send(side, 3, 64 * KIB);
      side.accepted.getFirst().read();
      assertThat(side.frames().getLast().window()).isBetween(48 * KIB, 64 * KIB);
      share.release(3 * 1024 * KIB);
    }
  }

  @Test
  void versionOneReadsAgainWhenItsShareHasRoom() {
    SmuxConfig config = SmuxConfig.defaults().withVersion(1);
    MemoryShare share = new SessionMemory(256 * KIB).newShare();
    try (EmbeddedSession side = EmbeddedSession.pullingServer(config, share)) {
      side.receive(Frame.syn(3).inVersion(1));
      for (int i = 0; i < 5; i++) {
        assertThat(side.connection.config().isAutoRead()).isTrue();
        side.receive(Frame.psh(3, FRAME).inVersion(1));
      }
      assertThat(side.connection.config().isAutoRead()).isFalse();
      while (share.held() > 0) {
        side.accepted.getFirst().read();
        side.connection.runPendingTasks();
      }
      assertThat(side.connection.config().isAutoRead()).isTrue();
    }
  }

  /** Keeping a few bytes must not keep the whole receive buffer alive. */
  @Test
  void aFewBytesOfALargeBufferAreACopy() {
    List<ByteBuf> kept = new ArrayList<>();
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new Keeper(kept));
      stream.flush();
      ByteBuf wire =
          Frame.wire(Frame.psh(stream.streamId(), "x"), Frame.psh(stream.streamId(), FRAME));
      side.receive(wire.retain());
      assertThat(kept).hasSize(2);
      assertThat(wire.refCnt()).as("one slice, and ours").isEqualTo(2);
      assertThat(kept.getFirst().capacity()).isEqualTo(1);
      kept.forEach(ByteBuf::release);
      wire.release();
    }
  }

  private static SmuxStream openUnread(EmbeddedSession side, MemoryShare share) {
    SmuxStream stream = side.open(new ChannelInboundHandlerAdapter(), share);
    stream.config().setAutoRead(false);
    stream.flush();
    return stream;
  }

  private static void write(SmuxStream stream, int kibibytes) {
    for (int i = 0; i < kibibytes; i++) {
      stream.write(Unpooled.wrappedBuffer(new byte[KIB]));
    }
    stream.flush();
  }

  private static void send(EmbeddedSession side, int id, int bytes) {
    for (int left = bytes; left > 0; left -= FRAME.length) {
      side.receive(Frame.psh(id, left < FRAME.length ? new byte[left] : FRAME));
    }
  }

  private static final class Keeper extends ChannelInboundHandlerAdapter {
    private final List<ByteBuf> kept;

    Keeper(List<ByteBuf> kept) {
      this.kept = kept;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      kept.add((ByteBuf) msg);
    }
  }
}
