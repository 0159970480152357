package dev.portolan.app.lab;

import dev.portolan.app.task.TemporaryFolder;
import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real edge with this computer as its device, in this process. They listen on loopback only. Only
 * clients with the token may connect.
 *
 * <p>Thread-safe. Methods may block.
 */
public final class Lab implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 2;
  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 5;

  /** Short, because a lab's edge has no other devices. */
  private static final Duration RECONNECT_MIN = Duration.ofMillis(100);

  private static final Duration RECONNECT_MAX = Duration.ofSeconds(1);

  private final LabFolder folder;
  private final Opened opened;
  private final URI edgeUrl;
  private final String deviceId;
  private final Endpoint deviceEndpoint;

  private Lab(
      LabFolder folder, Opened opened, URI edgeUrl, String deviceId, Endpoint deviceEndpoint) {
    this.folder = folder;
    this.opened = opened;
    this.edgeUrl = edgeUrl;
    this.deviceId = deviceId;
    this.deviceEndpoint = deviceEndpoint;
  }

  /**
   * Starts both and waits until the device is connected.
   *
   * @param kept the folder for the lab's keys, token and port, to restart the same lab later; null
   *     for a new lab whose files {@link #close} deletes
   * @throws IOException with a plain sentence on failure, without leftovers
   */
  public static Lab start(@Nullable Path kept) throws IOException {
    Opened opened = new Opened();
    try {
      return start(kept, opened);
    } catch (IOException | RuntimeException e) {
      try {
        opened.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static Lab start(@Nullable Path kept, Opened opened) throws IOException {
    LabFolder folder = folder(kept, opened);
    folder.prepare();
    Trust trust = Trust.Authorities.ofPem(folder.caFile());
    ClientIdentity identity = ClientIdentity.ofPem(folder.deviceCertificate(), folder.deviceKey());
    String deviceId = DeviceId.of(identity.certificate());

    EventLoopGroup loops = EventLoops.create("lab", THREADS);
    opened.add(
        () -> await(loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS), STOP_SECONDS));
    EdgeServer edge =
        await(
            EdgeServer.start(
                loops,
                EdgeConfig.of(
                    new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), folder.port()),
                    ServerIdentity.ofPem(folder.edgeCertificate(), folder.edgeKey()),
                    TrustedDevices.ofIds(deviceId),
                    ClientAuthorizer.tokens(Map.of(folder.token(), "lab")))),
            START_SECONDS);
    opened.add(() -> await(edge.close(), STOP_SECONDS));
    folder.keepPort(edge.address().getPort());

    URI edgeUrl = URI.create("https://" + LOOPBACK + ":" + edge.address().getPort());
    Endpoint forDevice = new Endpoint(edgeUrl, null, trust, identity, new ProxyChoice.None());
    DeviceClient device =
        new DeviceClient(
            loops,
            new EdgeConnector(loops),
            DeviceConfig.of(forDevice).withReconnect(RECONNECT_MIN, RECONNECT_MAX));
    opened.add(() -> await(device.close(), STOP_SECONDS));
    device.start();
    await(device.ready(), START_SECONDS);

    Endpoint forClients =
        new Endpoint(
            edgeUrl.resolve("/device/" + deviceId),
            Authorization.of(folder.token()),
            trust,
            null,
            new ProxyChoice.None());
    return new Lab(folder, opened, edgeUrl, deviceId, forClients);
  }

  /** The address of the edge. */
  public URI edgeUrl() {
    return edgeUrl;
  }

  /** The id of this computer at the edge. */
  public String deviceId() {
    return deviceId;
  }

  /** The authority to trust, in PEM. */
  public Path caFile() {
    return folder.caFile();
  }

  /** The private file with the clients' token. */
  public Path tokenFile() {
    return folder.tokenFile();
  }

  /** The endpoint of the device for clients in this process. */
  public Endpoint deviceEndpoint() {
    return deviceEndpoint;
  }

  /** Stops both. Idempotent. */
  @Override
  public synchronized void close() {
    try {
      opened.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabFolder folder(@Nullable Path kept, Opened opened) throws IOException {
    if (kept != null) {
      return new LabFolder(kept.toAbsolutePath());
    }
    TemporaryFolder folder = new TemporaryFolder("portolan-lab-");
    opened.add(folder::close);
    return new LabFolder(folder.path());
  }

  private static <T> T await(Future<T> future, long seconds) throws IOException {
    try {
      if (!future.await(seconds, TimeUnit.SECONDS)) {
        future.cancel(false);
        throw new IOException("the lab did not start or stop within " + seconds + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the lab was interrupted");
    }
    if (!future.isSuccess()) {
      Throwable cause = future.cause();
      throw cause instanceof IOException known
          ? known
          : new IOException("the lab cannot start: " + cause, cause);
    }
    return future.getNow();
  }
}
