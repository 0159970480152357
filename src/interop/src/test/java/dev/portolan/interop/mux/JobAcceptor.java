package dev.portolan.interop.mux;

import dev.portolan.smux.SmuxStream;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.util.Arrays;

/** Performs the jobs of the other side's openers, each on a thread of its own. */
final class JobAcceptor extends ChannelInitializer<SmuxStream> {
  /** The time limit for an opener that has closed without reading. */
  private static final long UNREAD_SECONDS = 1;

  private final Totals totals;

  JobAcceptor(Totals totals) {
    this.totals = totals;
  }

  @Override
  protected void initChannel(SmuxStream stream) {
    stream.config().setAutoRead(false);
    BlockingStream blocking = new BlockingStream(stream);
    stream.pipeline().addLast(blocking);
    Thread.ofVirtual().start(() -> run(blocking, stream.streamId()));
  }

  private void run(BlockingStream stream, int id) {
    try {
      Job job = Job.read(stream);
      try {
        stream.write(new byte[] {Job.ACCEPTED});
        serve(stream, job);
      } catch (IOException e) {
        totals.failed("accepted stream " + id + " " + job, e);
      }
    } catch (IOException e) {
      totals.failed("accepted stream " + id, e);
    } finally {
      stream.close();
      totals.ended();
    }
  }

  private void serve(BlockingStream stream, Job job) throws IOException {
    switch (job.mode()) {
      case SINK -> {
        receive(stream, job);
        stream.write(job.reply());
      }
      case HALF_CLOSE -> {
        receive(stream, job);
        expectEnd(stream);
        stream.write(job.reply());
      }
      case CUT -> {
        receive(stream, job);
        expectEnd(stream);
      }
      case ECHO -> {
        for (int left = job.up(); left > 0; ) {
          int piece = Math.min(left, 16_384);
          stream.write(stream.read(piece));
          left -= piece;
        }
        totals.up(job.upBytes());
      }
      case SOURCE -> {
        byte[] bytes = Noise.of(job.seed(), job.down());
        stream.write(bytes);
        totals.down(bytes);
      }
      case HALF_READ -> sendInPart(stream, Noise.of(job.seed(), job.down()));
    }
  }

  private void receive(BlockingStream stream, Job job) throws IOException {
    byte[] want = job.upBytes();
    if (!Arrays.equals(want, stream.read(want.length))) {
      throw new IOException("wrong bytes");
    }
    totals.up(want);
  }

  private static void expectEnd(BlockingStream stream) throws IOException {
    if (!stream.ended()) {
      throw new IOException("more bytes where the end should be");
    }
  }

  /** Sends the half that the opener reads. The rest may fail. */
  private static void sendInPart(BlockingStream stream, byte[] bytes) throws IOException {
    int half = bytes.length / 2;
    stream.write(Arrays.copyOf(bytes, half));
    try {
      stream.write(Arrays.copyOfRange(bytes, half, bytes.length), UNREAD_SECONDS);
    } catch (IOException e) {
      // the opener has closed or is about to, and does not read the rest
    }
  }
}
