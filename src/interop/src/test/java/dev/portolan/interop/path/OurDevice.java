package dev.portolan.interop.path;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.device.DeviceState;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Our device. */
final class OurDevice implements DeviceSide {
  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
  private final Semaphore reloads = new Semaphore(0);
  private final DeviceClient device;

  OurDevice(EventLoopGroup loops, Credentials credentials, int port) throws Exception {
    Endpoint endpoint =
        new Endpoint(
            URI.create("https://127.0.0.1:" + port + "/"),
            null,
            Trust.Authorities.ofPem(credentials.authority()),
            ClientIdentity.ofPem(credentials.deviceCertificate(), credentials.deviceKey()),
            new ProxyChoice.None());
    DeviceConfig config = DeviceConfig.of(endpoint);
    device =
        new DeviceClient(
            loops,
            new EdgeConnector(loops),
            config
                .withSmux(config.smux().withKeepAlive(KeepAlive.INTERVAL, KeepAlive.TIMEOUT))
                .withReconnect(Duration.ofMillis(50), Duration.ofMillis(100))
                .withGoAway(Duration.ZERO, Duration.ofSeconds(20))
                .withReload(reloads::release));
    device.addListener(this::changed);
    device.start();
  }

  private void changed(DeviceState state) {
    if (state instanceof DeviceState.Waiting(Throwable cause, Duration delay)
        && cause instanceof EdgeException refusal
        && refusal.status() != 0) {
      refusals.add(refusal.status());
    }
  }

  @Override
  public int awaitRefusal() throws Exception {
    Integer status = refusals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (status == null) {
      throw new AssertionError("the device was not refused");
    }
    return status;
  }

  /** It leaves a session only when it has another one. */
  @Override
  public void awaitReturn() throws Exception {
    Waiting.result(device.ready());
  }

  @Override
  public void awaitReload() throws Exception {
    if (!reloads.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the device was not told to reload");
    }
  }

  @Override
  public boolean speaksGo() {
    return false;
  }

  @Override
  public void close() {
    Waiting.done(device.close());
  }
}
