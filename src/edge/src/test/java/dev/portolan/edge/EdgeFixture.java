package dev.portolan.edge;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A client, an edge and a device over real TLS on loopback.
 *
 * <p>{@link #close()} stops them all and fails the test on leaked sessions, streams, terminals,
 * threads or ports. For a single test thread; waits are bounded.
 */
public final class EdgeFixture implements AutoCloseable {

  /** The client's token. */
  public static final String TOKEN = "fixture-token";

  /** The client's name at the edge. */
  public static final String CLIENT = "tester";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
  private final TestPki pki = new TestPki();
  private final EventLoopGroup group;
  private final EdgeConnector connector;
  private final List<DeviceClient> devices = new ArrayList<>();
  private final List<EdgeClient> clients = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final ClientIdentity deviceIdentity = pki.newDevice("device");
  private EdgeConfig edgeConfig;
  private EdgeServer edge;

  private EdgeFixture(UnaryOperator<EdgeConfig> edgeSettings) {
    group = EventLoops.create("edge-fixture-" + COUNT.incrementAndGet(), 2);
    connector = new EdgeConnector(group);
    edgeConfig =
        edgeSettings.apply(
            EdgeConfig.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                pki.edgeIdentity(),
                TrustedDevices.ofIssuers(pki.authority().getCertificate()),
                ClientAuthorizer.tokens(Map.of(TOKEN, CLIENT))));
    edge = await(EdgeServer.start(group, edgeConfig));
    edgeConfig = edgeConfig.withListen(edge.address());
  }

  /** Starts an edge that allows everything, with one device. */
  public static EdgeFixture start() {
    return start(edge -> edge, device -> device);
  }

  /** Starts an edge and a device with other settings. */
  public static EdgeFixture start(
      UnaryOperator<EdgeConfig> edgeSettings, UnaryOperator<DeviceConfig> deviceSettings) {
    EdgeFixture fixture = new EdgeFixture(edgeSettings);
    try {
      await(fixture.addDevice(fixture.deviceIdentity, deviceSettings).ready());
      return fixture;
    } catch (Throwable e) {
      fixture.close();
      throw e;
    }
  }

  /** Starts an edge without a device. */
  public static EdgeFixture startEdgeOnly(UnaryOperator<EdgeConfig> edgeSettings) {
    return new EdgeFixture(edgeSettings);
  }

  /** Starts another device. Its {@code ready()} completes when it is connected. */
  public DeviceClient addDevice(ClientIdentity identity, UnaryOperator<DeviceConfig> settings) {
    DeviceConfig config =
        settings.apply(
            DeviceConfig.of(deviceEndpoint(identity))
                .withRedial(RedialBackoff.between(Duration.ofMillis(50), Duration.ofMillis(150)))
                .withGoAway(Duration.ofMillis(100), Duration.ofSeconds(20)));
    DeviceClient device = new DeviceClient(group, connector, config);
    devices.add(device);
    device.start();
    return device;
  }

  public EdgeServer edge() {
    return edge;
  }

  /** The first device. */
  public DeviceClient device() {
    return devices.getFirst();
  }

  /** The first device's id. */
  public String deviceId() {
    return DeviceId.of(deviceIdentity.certificate());
  }

  public EventLoopGroup group() {
    return group;
  }

  public EdgeConnector connector() {
    return connector;
  }

  TestPki pki() {
    return pki;
  }

  /** The edge's address with this path. */
  public URI url(String path) {
    return URI.create("https://localhost:" + edge.address().getPort() + path);
  }

  /** Writes the certificates that clients trust into a PEM file in a folder. */
  public Path authorityFile(Path folder) throws IOException, CertificateEncodingException {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate each : ((Trust.Authorities) endpoint().trust()).certificates()) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return Files.writeString(folder.resolve("ca.pem"), pem);
  }

  /** The client's endpoint for the first device. */
  public Endpoint endpoint() {
    return endpoint("/device/" + deviceId());
  }

  /** The client's endpoint with another path. */
  public Endpoint endpoint(String path) {
    return new Endpoint(
        url(path), Authorization.of(TOKEN), pki.trust(), null, new ProxyChoice.None());
  }

  /** The device's endpoint for the edge. */
  public Endpoint deviceEndpoint(ClientIdentity identity) {
    return new Endpoint(url("/"), null, pki.trust(), identity, new ProxyChoice.None());
  }

  /** A key and a certificate for another device. */
  public ClientIdentity newIdentity(String name) {
    return pki.newDevice(name);
  }

  /** The first device's key and certificate. */
  public ClientIdentity deviceIdentity() {
    return deviceIdentity;
  }

  /** Connects a new client to the first device. */
  public EdgeClient connect() {
    EdgeClient client = await(connect(endpoint()));
    clients.add(client);
    return client;
  }

  /** Starts connecting a client. */
  public Future<EdgeClient> connect(Endpoint endpoint) {
    return connector.connect(endpoint, SmuxConfig.defaults(), null, ConnectListener.NONE);
  }

  /** Registers a resource to be closed before the fixture. */
  public <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  /** Aborts the edge like a crash. */
  public void killEdge() {
    await(edge.kill());
  }

  /** Restarts the edge on the same port with the same settings. */
  public void startEdge() {
    edge = await(EdgeServer.start(group, edgeConfig));
  }

  /** Waits until no stream is open on the edge and the first device. */
  public void awaitIdle() {
    awaitUntil(
        () ->
            edge.streamCount() == 0
                && devices.stream().allMatch(d -> d.terminalCount() == 0)
                && clients.stream().allMatch(c -> c.session().streamCount() == 0),
        () ->
            "streams stay open: edge "
                + edge.streamCount()
                + ", terminals "
                + devices.stream().map(DeviceClient::terminalCount).toList()
                + ", clients "
                + clients.stream().map(c -> c.session().streamCount()).toList());
  }

  /** Awaits a future's result with a time limit. */
  public static <T> T await(Future<T> future) {
    if (!future.awaitUninterruptibly(PATIENCE.toMillis())) {
      throw new AssertionError("nothing happened within " + PATIENCE);
    }
    if (!future.isSuccess()) {
      throw new AssertionError("failed: " + future.cause(), future.cause());
    }
    return future.getNow();
  }

  /** Awaits a future's failure with a time limit. */
  public static Throwable awaitFailure(Future<?> future) {
    if (!future.awaitUninterruptibly(PATIENCE.toMillis())) {
      throw new AssertionError("nothing happened within " + PATIENCE);
    }
    if (future.isSuccess()) {
      throw new AssertionError("did not fail but gave " + future.getNow());
    }
    return future.cause();
  }

  /** Polls for a condition that has no event. */
  public void awaitUntil(BooleanSupplier condition, Supplier<String> otherwise) {
    Promise<Void> holds = group.next().newPromise();
    Runnable[] look = new Runnable[1];
    look[0] =
        () -> {
          try {
            if (condition.getAsBoolean()) {
              holds.trySuccess(null);
            } else if (!holds.isDone()) {
              group.next().schedule(look[0], 10, TimeUnit.MILLISECONDS);
            }
          } catch (RuntimeException e) {
            holds.tryFailure(e); // else nobody would look again
          }
        };
    group.next().execute(look[0]);
    if (!holds.awaitUninterruptibly(PATIENCE.toMillis())) {
      holds.tryFailure(new IllegalStateException("late"));
      throw new AssertionError(otherwise.get());
    }
    if (!holds.isSuccess()) {
      throw new AssertionError("the condition failed", holds.cause());
    }
  }

  @Override
  public void close() {
    for (AutoCloseable resource : owned) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new AssertionError("closing " + resource, e);
      }
    }
    clients.forEach(client -> await(client.close()));
    devices.forEach(device -> await(device.close()));
    await(edge.close());
    requireNothingLeft();
    await(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
    requireThreadsGone();
  }

  private void requireNothingLeft() {
    awaitUntil(
        () -> edge.sessionCount() == 0 && edge.streamCount() == 0 && edge.devices().isEmpty(),
        () ->
            "left at the edge: "
                + edge.sessionCount()
                + " sessions, "
                + edge.streamCount()
                + " streams, devices "
                + edge.devices());
    for (DeviceClient device : devices) {
      if (device.isRunning() || device.terminalCount() != 0) {
        throw new AssertionError("left on the device: " + device.terminalCount() + " terminals");
      }
    }
    // A closed listener's port is released in the event loop's next select.
    awaitUntil(this::portIsFree, () -> "the edge's port is still taken");
  }

  private boolean portIsFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(edge.address());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void requireThreadsGone() {
    Set<Thread> ours =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !threadsBefore.contains(thread))
            .filter(thread -> thread.getName().matches("(edge-fixture|portolan|PtyProcess).*"))
            .collect(Collectors.toSet());
    for (Thread thread : ours) {
      try {
        if (!thread.join(PATIENCE)) {
          throw new AssertionError("thread " + thread.getName() + " stays");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
