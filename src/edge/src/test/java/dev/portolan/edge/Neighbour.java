package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A well-behaved client: on each stream it sends blocks of random bytes to an echo service and
 * compares the replies.
 */
final class Neighbour implements AutoCloseable {

  private static final int BLOCK = 2_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Far above the promised time, so that a busy machine fails no build. */
  private static final double LATEST_MILLIS = 5_000;

  private final List<Conversation> conversations = new ArrayList<>();
  private final List<Long> nanos = new ArrayList<>();

  Neighbour(EdgeClient client, LocalService echo, int streams) {
    for (int i = 0; i < streams; i++) {
      Conversation conversation = new Conversation(i);
      conversation.stream =
          await(client.openStream(Message.tcpTunnel(echo.target()), conversation)).stream();
      conversations.add(conversation);
    }
  }

  /** Starts sending on all streams. */
  void begin() {
    conversations.forEach(talk -> talk.stream.eventLoop().execute(talk::say));
  }

  /** Waits until every stream has received that many more blocks. */
  synchronized void awaitRounds(int more) throws InterruptedException {
    int[] wanted = conversations.stream().mapToInt(talk -> talk.rounds + more).toArray();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int i = 0; i < wanted.length; i++) {
      Conversation talk = conversations.get(i);
      while (talk.rounds < wanted[i]) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0 || !talk.fault.isEmpty()) {
          throw new AssertionError("stream " + i + " of the neighbour: " + talk.fault);
        }
        wait(left);
      }
    }
  }

  /** Prints the latencies. Fails if the 99th percentile is far too high or a stream was lost. */
  synchronized void report(String during) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    double p99 = sorted[(int) (sorted.length * 0.99)] / 1e6;
    System.out.printf(
        Locale.ROOT,
        "neighbour during %s: %d blocks, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        during,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        p99,
        sorted[sorted.length - 1] / 1e6);
    for (Conversation talk : conversations) {
      if (!talk.fault.isEmpty()) {
        throw new AssertionError("a stream of the neighbour: " + talk.fault);
      }
    }
    if (p99 > LATEST_MILLIS) {
      throw new AssertionError("one of a hundred blocks took " + p99 + " ms");
    }
  }

  private synchronized void heard(Conversation talk, long took) {
    talk.rounds++;
    nanos.add(took);
    notifyAll();
  }

  private synchronized void fell(Conversation talk, String why) {
    if (!talk.closing) {
      talk.fault = why;
      notifyAll();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      conversations.forEach(talk -> talk.closing = true);
    }
    conversations.forEach(talk -> await(talk.stream.close()));
  }

  private final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {
    private final Random random;
    private final byte[] said = new byte[BLOCK];
    private final byte[] heard = new byte[BLOCK];

    @SuppressWarnings("NullAway.Init") // Once it is open.
    private SmuxStream stream;

    private int count;
    private long saidAt;
    private volatile int rounds;
    private volatile String fault = "";
    private volatile boolean closing;

    Conversation(int seed) {
      random = new Random(seed);
    }

    void say() {
      random.nextBytes(said);
      count = 0;
      saidAt = System.nanoTime();
      stream.writeAndFlush(stream.alloc().buffer(BLOCK).writeBytes(said));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
      int part = Math.min(msg.readableBytes(), BLOCK - count);
      msg.readBytes(heard, count, part);
      count += part;
      if (msg.isReadable() || (count == BLOCK && !Arrays.equals(said, heard))) {
        fell(this, "other bytes came back");
      } else if (count == BLOCK) {
        Neighbour.this.heard(this, System.nanoTime() - saidAt);
        ctx.executor().schedule(this::say, 10, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      fell(this, "closed: " + stream.closeCause());
    }
  }
}
