package dev.portolan.edge;

import dev.portolan.edge.metrics.MetricsSource;
import dev.portolan.edge.metrics.MetricsText;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells how an edge is doing. Thread-safe. */
final class EdgeMetrics implements MetricsSource {
  private final Supplier<ServerIdentity> identity;
  private final DeviceRegistry devices;
  private final ConnectionInitializer connections;
  private final EdgeSessions sessions;
  private final GuessBrake tokens;
  private final GuessBrake codes;

  /**
   * @param tokens the brake on guesses of tokens
   * @param codes the brake on guesses of invitations' codes
   */
  EdgeMetrics(
      Supplier<ServerIdentity> identity,
      DeviceRegistry devices,
      ConnectionInitializer connections,
      EdgeSessions sessions,
      GuessBrake tokens,
      GuessBrake codes) {
    this.identity = identity;
    this.devices = devices;
    this.connections = connections;
    this.sessions = sessions;
    this.tokens = tokens;
    this.codes = codes;
  }

  @Override
  public void describe(MetricsText text) {
    text.gauge("portolan_devices_connected", "Devices with a session.", devices.all().size());
    text.gauge(
        "portolan_devices_silent",
        "Devices with a session that do not answer.",
        devices.all().stream().filter(ConnectedDevice::isSilent).count());
    text.gauge(
        "portolan_clients_connected", "Clients with a session.", sessions.clients().clientCount());
    text.gauge(
        "portolan_client_sessions",
        "Sessions of clients. One has a session for each device that is open in it.",
        sessions.clients().count());
    sessions.streams().counters().describe(text);
    text.gauge(
        "portolan_newcomers",
        "Connections that have not said yet who they are.",
        connections.newcomers().count());
    text.counter(
        "portolan_newcomers_refused_total",
        "Connections that were closed at once, since too many others had not said who they are.",
        connections.newcomers().refusedCount());
    connections.counters().describe(text);
    text.counter(
        "portolan_guess_brake_hits_total",
        "Requests that were refused unjudged, since too many wrong secrets came from their"
            + " network.",
        List.of("secret"),
        Map.of(List.of("token"), tokens.hits(), List.of("code"), codes.hits()));
    text.gauge(
        "portolan_certificate_expires_seconds",
        "Time until the edge's certificate, or one that it is sent with, ends; below 0 afterwards.",
        Duration.between(Instant.now(), end()).toMillis() / 1e3);
  }

  /** When the first certificate of the edge's chain ends. */
  private Instant end() {
    return identity.get().chain().stream()
        .map(X509Certificate::getNotAfter)
        .min(Date::compareTo)
        .orElseThrow()
        .toInstant();
  }
}
