package dev.portolan.edge;

import dev.portolan.edge.metrics.MetricsSource;
import dev.portolan.smux.SessionMemory;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.BindFailures;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An edge: accepts connections of devices and clients, and relays the clients' streams to devices.
 *
 * <p>Thread-safe.
 */
public final class EdgeServer {

  private static final int BACKLOG = 1_024;
  private static final long CLOSE_PATIENCE_SECONDS = 2;

  private final EventLoop loop;
  private final Channel listener;
  private final ConnectionInitializer connections;
  private final EdgeSessions sessions;
  private final DeviceRegistry devices;
  private final MetricsSource metrics;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed;

  private EdgeServer(
      Channel listener,
      ConnectionInitializer connections,
      EdgeSessions sessions,
      DeviceRegistry devices,
      MetricsSource metrics) {
    this.loop = listener.eventLoop();
    this.listener = listener;
    this.connections = connections;
    this.sessions = sessions;
    this.devices = devices;
    this.metrics = metrics;
    this.closed = loop.newPromise();
  }

  /**
   * Starts an edge.
   *
   * @param group the event loops of all connections, owned by the caller
   * @return completes when peers can connect; fails with a plain sentence if the address cannot be
   *     bound or the certificate cannot be used
   */
  public static Future<EdgeServer> start(EventLoopGroup group, EdgeConfig config) {
    return start(group, config, ServerTls::create);
  }

  /** Creates an edge's TLS contexts. */
  interface TlsMaker {
    ServerTls make(ServerIdentity identity) throws SSLException;
  }

  static Future<EdgeServer> start(EventLoopGroup group, EdgeConfig config, TlsMaker tls) {
    EventLoop loop = EventLoops.requireFit(group).next();
    Promise<EdgeServer> started = loop.newPromise();
    DeviceRegistry devices = new DeviceRegistry(id -> config.devices().get().ids().contains(id));
    Ticker ticker = Ticker.systemTicker();
    Notices notices = new Notices(config.notices(), ticker);
    SessionMemory memory = SessionMemory.ofProcess();
    EdgeSessions sessions =
        new EdgeSessions(
            devices,
            config.streams(),
            config.smux(),
            new ClientEntrance(config.clientConnections(), notices),
            new ClientAccounts(ticker, notices, memory),
            memory,
            notices,
            new StreamLog("dev.portolan.edge.streams", ticker));
    config.streams().onChange(() -> sessions.streams().judgeAgain(config.streams()));
    GuessBrake tokenGuesses = new GuessBrake(ticker);
    GuessBrake codeGuesses = new GuessBrake(ticker);
    Authenticator authenticator =
        new Authenticator(
            config.devices(), config.clients(), id -> absence(devices, id), tokenGuesses, notices);
    InvitationDesk invitations =
        new InvitationDesk(
            config.enrolment(), authenticator, new GuessBrake(ticker), notices, config.notices());
    ConnectionInitializer connections;
    try {
      connections =
          new ConnectionInitializer(
              CurrentTls.of(config.identity(), tls, notices),
              authenticator,
              new EnrolmentDesk(
                  config.enrolment(),
                  codeGuesses,
                  notices,
                  invitations::enrolled,
                  task -> Thread.ofVirtual().name("enrolment").start(task)),
              invitations,
              sessions,
              new Newcomers(notices));
    } catch (SSLException e) {
      return started.setFailure(
          new IOException("TLS does not take the edge's certificate and key", e));
    }
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop, group)
            .channelFactory(EventLoops.serverSockets())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            // allows a restart while old connections are in TIME_WAIT
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(connections);
    EventLoops.sessionChildOptions(bootstrap);
    ChannelFuture bound = bootstrap.bind(config.listen());
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            config.clients().onChange(() -> sessions.judgeAgain(EdgeSessions.Role.CLIENT));
            config.devices().onChange(() -> sessions.judgeAgain(EdgeSessions.Role.DEVICE));
            MetricsSource metrics =
                new EdgeMetrics(
                    config.identity(), devices, connections, sessions, tokenGuesses, codeGuesses);
            started.setSuccess(
                new EdgeServer(bound.channel(), connections, sessions, devices, metrics));
          } else {
            started.setFailure(BindFailures.of(config.listen(), done.cause()));
          }
        });
    return started;
  }

  /** Why a device cannot be reached, in the reference's words where it has some; null if it can. */
  private static @Nullable String absence(DeviceRegistry devices, String id) {
    if (devices.find(id) != null) {
      return null;
    }
    return devices.isKnown(id) ? "device not connected" : DeviceRegistry.NO_SUCH_DEVICE;
  }

  /** The bound address with the actual port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Whether devices and clients can come in: from the start until it is asked to close. */
  public boolean isAccepting() {
    return !closing.get() && listener.isActive();
  }

  /** What happens at this edge, in figures. */
  public MetricsSource metrics() {
    return metrics;
  }

  /** The ids of the connected devices, sorted. */
  public Set<String> devices() {
    return devices.ids();
  }

  /**
   * Sends a GoAway to one device, for example before maintenance. It reconnects and lets open
   * streams finish.
   *
   * @return false if it is not connected
   */
  public boolean sendAway(String deviceId) {
    ConnectedDevice device = devices.find(deviceId);
    if (device == null) {
      return false;
    }
    GoAwayNotice.send(device, () -> {});
    return true;
  }

  /** The number of open sessions. */
  public int sessionCount() {
    return sessions.count();
  }

  /** The number of open streams of clients. */
  public int streamCount() {
    return sessions.streams().count();
  }

  /** The number of clients' streams with an incomplete opening message or a delayed answer. */
  int openingCount() {
    return sessions.openingCount();
  }

  /** The number of devices watched by clients. */
  int watchedCount() {
    return devices.watchedCount();
  }

  /** The number of connections without a session yet. */
  int newcomerCount() {
    return connections.newcomers().count();
  }

  /** The number of connections that wait for an invited device. */
  int waitingCount() {
    return connections.waitingCount();
  }

  /** Closes the edge without waiting for streams. */
  public Future<Void> close() {
    return close(Duration.ZERO);
  }

  /**
   * Closes the edge: stops listening, sends every device a GoAway, lets open streams finish for
   * some time, then closes all connections. A second call without time stops the waiting.
   *
   * @param drain how long open streams may continue
   * @return completes when every connection is closed
   */
  public Future<Void> close(Duration drain) {
    if (closing.compareAndSet(false, true)) {
      connections.refuseNew();
      listener.close().addListener(unbound -> sendAllAway(drain.toNanos()));
    } else if (drain.isZero()) {
      loop.execute(this::closeAll);
    }
    return closed;
  }

  /** Closes all sockets at once, as a crash would. */
  Future<Void> kill() {
    if (closing.compareAndSet(false, true)) {
      connections.refuseNew();
      listener
          .close()
          .addListener(
              unbound -> {
                cutAll();
                closeAll();
              });
    }
    return closed;
  }

  private void sendAllAway(long drainNanos) {
    List<ConnectedDevice> told = List.copyOf(devices.all());
    AtomicInteger left = new AtomicInteger(told.size() + 1);
    Runnable next =
        () -> {
          if (left.decrementAndGet() == 0) {
            loop.execute(() -> drain(drainNanos));
          }
        };
    told.forEach(device -> GoAwayNotice.send(device, next));
    next.run();
  }

  private void drain(long nanos) {
    Future<?> deadline = loop.schedule(this::closeAll, nanos, TimeUnit.NANOSECONDS);
    sessions
        .streams()
        .whenNone(
            () ->
                loop.execute(
                    () -> {
                      deadline.cancel(false);
                      closeAll();
                    }));
  }

  /** Closes all connections. May run twice, from drain and deadline. On the loop. */
  private void closeAll() {
    List<Channel> all = List.copyOf(connections.open());
    AtomicInteger left = new AtomicInteger(all.size() + 1);
    Runnable next =
        () -> {
          if (left.decrementAndGet() == 0) {
            closed.trySuccess(null);
          }
        };
    for (Channel connection : all) {
      connection.closeFuture().addListener(done -> next.run());
      sessions.close(connection);
    }
    next.run();
    // sessions flush before they close; do not wait for a peer that does not read
    Future<?> cut = loop.schedule(this::cutAll, CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    closed.addListener(done -> cut.cancel(false));
  }

  private void cutAll() {
    connections.open().forEach(Channel::close);
  }
}
