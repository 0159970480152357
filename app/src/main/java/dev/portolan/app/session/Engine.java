package dev.portolan.app.session;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of the console share: event loops, and the way to connect. It is there from
 * the first use on, since making it takes a tenth of a second. Any thread.
 */
public final class Engine implements AutoCloseable {
  private static final int THREADS = 2;
  private static final long QUIET_MILLIS = 100;
  private static final long CLOSE_MILLIS = 3_000;

  private final Backoff backoff;
  private @Nullable Running running;

  public Engine() {
    this(Backoff.standard());
  }

  /** For tests, which do not wait by chance. */
  Engine(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Makes it now, so that nobody waits for it later; blocks meanwhile. */
  public void start() {
    Running ignored = running();
  }

  EventLoopGroup group() {
    return running().group;
  }

  EdgeConnector connector() {
    return running().connector;
  }

  /** How long connections wait before they are tried again. */
  Backoff backoff() {
    return backoff;
  }

  SmuxConfig config() {
    return SmuxConfig.defaults();
  }

  /** Ends the loops, if there are any; blocks for at most three seconds. */
  @Override
  public void close() {
    Running ended = taken();
    if (ended != null) {
      ended
          .group
          .shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized Running running() {
    if (running == null) {
      EventLoopGroup group = EventLoops.create("portolan", THREADS);
      running = new Running(group, new EdgeConnector(group));
    }
    return running;
  }

  private synchronized @Nullable Running taken() {
    return running;
  }

  private record Running(EventLoopGroup group, EdgeConnector connector) {}
}
