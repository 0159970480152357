package dev.portolan.interop.mux;

import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Opens streams with jobs on them, a limited number at the same time. */
final class JobOpener {
  private static final long PATIENCE_SECONDS = 30;

  private final SmuxSession session;
  private final Totals totals;
  private final int parallel;

  JobOpener(SmuxSession session, Totals totals, int parallel) {
    this.session = session;
    this.totals = totals;
    this.parallel = parallel;
  }

  /** Returns when every job is done. */
  void run(List<Job> jobs) throws InterruptedException {
    Semaphore places = new Semaphore(parallel);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Job job : jobs) {
        places.acquire();
        threads.execute(
            () -> {
              try {
                perform(job);
              } catch (IOException e) {
                totals.failed("opened stream " + job, e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                totals.ended();
                places.release();
              }
            });
      }
    }
  }

  private void perform(Job job) throws IOException, InterruptedException {
    BlockingStream stream = open();
    try {
      stream.write(job.toBytes());
      if (stream.read(1)[0] != Job.ACCEPTED) {
        throw new IOException("job not accepted");
      }
      act(stream, job);
    } finally {
      stream.close();
    }
  }

  private BlockingStream open() throws IOException, InterruptedException {
    Future<SmuxStream> opening =
        session.open(
            new ChannelInitializer<SmuxStream>() {
              @Override
              protected void initChannel(SmuxStream stream) {
                stream.config().setAutoRead(false);
                stream.pipeline().addLast(new BlockingStream(stream));
              }
            });
    if (!opening.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !opening.isSuccess()) {
      throw new IOException("no stream", opening.cause());
    }
    return opening.getNow().pipeline().get(BlockingStream.class);
  }

  private void act(BlockingStream stream, Job job) throws IOException, InterruptedException {
    switch (job.mode()) {
      case SINK -> {
        send(stream, job);
        expect(stream, job.reply());
      }
      case CUT -> send(stream, job);
      case HALF_CLOSE -> {
        send(stream, job);
        stream.shutdownOutput();
        expect(stream, job.reply());
      }
      case ECHO -> {
        Thread sending = Thread.ofVirtual().start(() -> sendBeside(stream, job));
        expect(stream, job.upBytes());
        sending.join();
      }
      case SOURCE -> {
        byte[] bytes = Noise.of(job.seed(), job.down());
        expect(stream, bytes);
        totals.down(bytes);
      }
      case HALF_READ -> expect(stream, Noise.of(job.seed(), job.down() / 2));
    }
  }

  private void send(BlockingStream stream, Job job) throws IOException {
    byte[] bytes = job.upBytes();
    stream.write(bytes);
    totals.up(bytes);
  }

  private void sendBeside(BlockingStream stream, Job job) {
    try {
      send(stream, job);
    } catch (IOException e) {
      totals.failed("opened stream " + job, e);
    }
  }

  private static void expect(BlockingStream stream, byte[] want) throws IOException {
    if (!Arrays.equals(want, stream.read(want.length))) {
      throw new IOException("wrong bytes");
    }
  }
}
