package dev.portolan.app.session;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loops and connector of the console. Created at first use, because that takes 0.1 s.
 * Thread-safe.
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

  /** For tests, with a deterministic back-off. */
  Engine(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Creates it in advance. Blocks. */
  public void start() {
    Running ignored = running();
  }

  EventLoopGroup group() {
    return running().group;
  }

  EdgeConnector connector() {
    return running().connector;
  }

  /** The back-off for reconnects. */
  Backoff backoff() {
    return backoff;
  }

  SmuxConfig config() {
    return SmuxConfig.defaults();
  }

  /** Shuts the event loops down. Blocks for at most three seconds. */
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
