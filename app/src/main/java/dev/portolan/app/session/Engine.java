package dev.portolan.app.session;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.connect.EdgeConnector;
import dev.portolan.transport.connect.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/** What all connections of the console share: event loops, and the way to connect. */
public final class Engine implements AutoCloseable {
  private static final int THREADS = 2;
  private static final long QUIET_MILLIS = 100;
  private static final long CLOSE_MILLIS = 3_000;

  private final EventLoopGroup group = EventLoops.create("portolan", THREADS);
  private final EdgeConnector connector = new EdgeConnector(group);

  /** Loads what all engines share, natives among it; takes a tenth of a second, once. */
  public static void load() {
    EdgeConnector.load();
  }

  EventLoopGroup group() {
    return group;
  }

  EdgeConnector connector() {
    return connector;
  }

  SmuxConfig config() {
    return SmuxConfig.defaults();
  }

  /** Ends the loops; blocks for at most three seconds. */
  @Override
  public void close() {
    group
        .shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
