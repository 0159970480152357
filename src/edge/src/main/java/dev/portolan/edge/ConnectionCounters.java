package dev.portolan.edge;

import dev.portolan.edge.metrics.MetricsSource;
import dev.portolan.edge.metrics.MetricsText;
import dev.portolan.edge.metrics.Tally;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;

/** Counts connections on their way to a session. For any thread; counting does not wait. */
final class ConnectionCounters implements MetricsSource {

  /** Who sent a request, as far as it shows. */
  enum Peer {
    CLIENT,
    DEVICE,
    UNKNOWN;

    private final String label = name().toLowerCase(Locale.ROOT);
  }

  /** Why there is no TLS. */
  enum TlsFailure {
    /** It was closed before, by the peer or because it took too long to begin. */
    CLOSED,
    TIMEOUT,
    /** The peer speaks no TLS, or none that suits. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);
  }

  private final Tally accepted =
      new Tally("portolan_connections_accepted_total", "Connections of devices and clients.");
  private final Tally tlsFailures =
      new Tally(
          "portolan_tls_handshake_failures_total", "Connections that came to no TLS.", "reason");
  private final Tally upgrades =
      new Tally("portolan_upgrades_total", "Requests that became a session.", "peer");
  private final Tally refusals =
      new Tally(
          "portolan_upgrades_refused_total",
          "Requests that did not, by the status of the answer.",
          "peer",
          "status");
  private final Tally certificates =
      new Tally(
          "portolan_certificate_requests_total",
          "Requests of devices for a certificate, by the status of the answer.",
          "status");

  void accepted() {
    accepted.count();
  }

  void tlsFailed(TlsFailure reason) {
    tlsFailures.count(reason.label);
  }

  void upgraded(Peer peer) {
    upgrades.count(peer.label);
  }

  void refused(Peer peer, HttpResponseStatus status) {
    refusals.count(peer.label, status.codeAsText().toString());
  }

  void certificateAnswered(HttpResponseStatus status) {
    certificates.count(status.codeAsText().toString());
  }

  @Override
  public void describe(MetricsText text) {
    text.counter(accepted);
    text.counter(tlsFailures);
    text.counter(upgrades);
    text.counter(refusals);
    text.counter(certificates);
  }
}
