package dev.portolan.app.cli;

import dev.portolan.device.DeviceClient;
import dev.portolan.edge.ca.Renewal;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.enrol.EnrolClient;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Renews the certificate of an enrolled device: at the start and then daily, once it ends within 30
 * days.
 */
final class DeviceRenewal {
  private final DeviceFolder folder;
  private final EnrolClient client;
  private final DeviceClient device;
  private final Environment environment;
  private final InstantSource clock;
  private Endpoint endpoint;

  DeviceRenewal(
      DeviceFolder folder,
      EnrolClient client,
      DeviceClient device,
      Endpoint endpoint,
      Environment environment,
      InstantSource clock) {
    this.folder = folder;
    this.client = client;
    this.device = device;
    this.endpoint = endpoint;
    this.environment = environment;
    this.clock = clock;
  }

  /** Starts the daily check, which ends with the event loops. */
  void start(EventLoopGroup loops) {
    loops
        .next()
        .scheduleWithFixedDelay(
            () -> Thread.ofVirtual().name("portolan-renewal").start(this::renewIfDue),
            0,
            1,
            TimeUnit.DAYS);
  }

  private synchronized void renewIfDue() {
    ClientIdentity identity = endpoint.identity();
    if (identity == null || !Renewal.isDue(identity.certificate(), clock.instant())) {
      return;
    }
    try {
      X509Certificate newer = client.renew(endpoint).get();
      ClientIdentity renewed = ClientIdentity.of(identity.key(), List.of(newer));
      folder.replace(newer);
      endpoint = endpoint.withIdentity(renewed);
      device.use(endpoint);
      environment.tell(
          "this device's certificate was renewed and is now valid until " + lastDay(newer) + ".");
    } catch (ExecutionException e) {
      failed(identity, e.getCause() == null ? e : e.getCause());
    } catch (EdgeException e) {
      failed(identity, e);
    } catch (IOException e) {
      failed(identity, Failure.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(ClientIdentity identity, Throwable cause) {
    environment.warn(
        "this device's certificate ends on "
            + lastDay(identity.certificate())
            + " and could not be renewed: "
            + Failure.sentence(cause)
            + " It is tried again in a day.");
  }

  private static String lastDay(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
