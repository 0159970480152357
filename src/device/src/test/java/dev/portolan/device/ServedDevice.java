package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.session.PeerSettings;
import dev.portolan.transport.testing.Futures;
import dev.portolan.transport.testing.Leftovers;
import dev.portolan.transport.testing.TurnedLoop;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a device does on streams, at one end of a session over a socket on loopback; at the
 * other, a test opens streams as an edge does.
 *
 * <p>The clock of both loops stands still. {@link #close()} fails the test if anything is left: a
 * stream, a terminal, a look-up, a timer, a channel, a process, a thread, a socket, a buffer.
 */
final class ServedDevice implements AutoCloseable {

  /** A host that is looked up until {@link #answerNames()}; then it is 127.0.0.1. */
  static final String HUNG = "hung.test";

  private final OwnResources before = OwnResources.now();
  private final TurnedLoop deviceLoop = new TurnedLoop("served-device");
  private final TurnedLoop edgeLoop = new TurnedLoop("served-edge");
  private final CountDownLatch namesAnswer = new CountDownLatch(1);
  private final CountDownLatch startsGoOn = new CountDownLatch(1);
  private final Requests requests = new Requests();
  private final DeviceServices services;
  private final ServedSession served;
  private final SmuxSession device;
  private final SmuxSession edge;
  private final List<Call> calls = new ArrayList<>();

  private ServedDevice(DeviceConfig config) {
    services = new DeviceServices(deviceLoop, config, this::find);
    served = new ServedSession(deviceLoop, services.handlers(), requests);
    SmuxConfig smux = PeerSettings.of(config.smux(), true);
    SmuxConfig roomier = smux.withMaxStreams(2 * smux.maxStreams(), smux.maxPendingStreams());
    Promise<SmuxSession> accepted = edgeLoop.newPromise();
    Promise<SmuxSession> connected = deviceLoop.newPromise();
    Channel listener =
        new ServerBootstrap()
            .group(edgeLoop)
            .channelFactory(EventLoops.serverSockets())
            .childHandler(new Starter(SmuxRole.SERVER, roomier, null, accepted))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    new Bootstrap()
        .group(deviceLoop)
        .channelFactory(EventLoops.sockets())
        .handler(new Starter(SmuxRole.CLIENT, smux, new StreamAcceptor(served), connected))
        .connect(listener.localAddress())
        .syncUninterruptibly();
    device = Futures.get(connected);
    edge = Futures.get(accepted);
    Futures.get(listener.close());
    Futures.get(deviceLoop.submit(() -> served.attach(device)));
  }

  /** A device with the usual settings. */
  static ServedDevice start() {
    return start(config -> config);
  }

  static ServedDevice start(UnaryOperator<DeviceConfig> settings) {
    URI nowhere = URI.create("https://edge.test/");
    return new ServedDevice(settings.apply(DeviceConfig.of(Endpoint.of(nowhere))));
  }

  private InetAddress[] find(String host) throws UnknownHostException {
    if (host.equals(HUNG)) {
      await(namesAnswer);
      return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
    }
    return InetAddress.getAllByName(host);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens a stream with this message. */
  Call call(Message opening) {
    return call().send(opening);
  }

  /** Opens a stream on which nothing is sent yet. */
  Call call() {
    Call call = new Call(edge);
    calls.add(call);
    return call;
  }

  void answerNames() {
    namesAnswer.countDown();
  }

  /** Starts no program until {@link #goOn()}. */
  void holdStarts() {
    services.starter().execute(() -> await(startsGoOn));
  }

  void goOn() {
    startsGoOn.countDown();
  }

  /** Waits until so many programs run or wait to be started. */
  void awaitTaken(int places) {
    Futures.until(() -> services.terminals().freePlaces() == PtySessions.MAX_SESSIONS - places);
  }

  /** Returns when all that waited to be started has been. */
  void awaitStarts() {
    CountDownLatch behind = new CountDownLatch(1);
    services.starter().execute(behind::countDown);
    await(behind);
  }

  DeviceServices services() {
    return services;
  }

  ServedSession served() {
    return served;
  }

  Requests requests() {
    return requests;
  }

  /** Where all of the device happens. */
  TurnedLoop loop() {
    return deviceLoop;
  }

  /** Lets time pass on the device. */
  void pass(Duration time) {
    deviceLoop.pass(time);
  }

  /** The session's end at the device. */
  SmuxSession session() {
    return device;
  }

  /** The session's end at the edge. */
  SmuxSession edge() {
    return edge;
  }

  /** Waits until nothing runs for any client. */
  void awaitIdle() {
    Futures.until(
        () ->
            device.streamCount() == 0
                && edge.streamCount() == 0
                && services.terminals().count() == 0
                && services.lookUps().count() == 0);
    Futures.until(() -> deviceLoop.channels() <= 1); // the session's own
  }

  @Override
  public void close() {
    answerNames();
    goOn();
    calls.forEach(Call::close);
    awaitIdle();
    Futures.get(device.close());
    Futures.get(edge.closeFuture());
    Futures.get(deviceLoop.submit(served::ended));
    Futures.until(() -> services.terminals().freePlaces() == PtySessions.MAX_SESSIONS);
    Futures.until(() -> deviceLoop.channels() == 0 && edgeLoop.channels() == 0);
    assertThat(deviceLoop.hasTimers()).as("timers left").isFalse();
    services.retire();
    deviceLoop.end();
    edgeLoop.end();
    awaitNothingLeft();
    Leftovers.checkMemory();
  }

  /** Threads, processes and sockets end a moment after what they were for. */
  private void awaitNothingLeft() {
    try {
      Futures.until(() -> OwnResources.now().without(before).isNothing());
    } catch (AssertionError late) {
      OwnResources left = OwnResources.now().without(before);
      left.threads().forEach(thread -> late.addSuppressed(stackOf(thread)));
      throw new AssertionError("left: " + left, late);
    }
  }

  private static Throwable stackOf(Thread thread) {
    Throwable at = new IllegalStateException(thread.getName());
    at.setStackTrace(thread.getStackTrace());
    return at;
  }

  /** What the edge has asked of the device itself. */
  static final class Requests implements ServedSession.Owner {
    private int goAways;
    private int drained;

    @Override
    public synchronized void goAway(ServedSession session) {
      goAways++;
    }

    @Override
    public synchronized void drained(ServedSession session) {
      drained++;
    }

    synchronized int goAways() {
      return goAways;
    }

    synchronized int drained() {
      return drained;
    }
  }

  /** Starts a session as soon as its connection is there. */
  private static final class Starter extends ChannelInboundHandlerAdapter {
    private final SmuxRole role;
    private final SmuxConfig config;
    private final @Nullable ChannelHandler streams;
    private final Promise<SmuxSession> started;

    Starter(
        SmuxRole role,
        SmuxConfig config,
        @Nullable ChannelHandler streams,
        Promise<SmuxSession> started) {
      this.role = role;
      this.config = config;
      this.streams = streams;
      this.started = started;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      started.setSuccess(SmuxSession.start(ctx.channel(), role, config, streams));
    }
  }
}
