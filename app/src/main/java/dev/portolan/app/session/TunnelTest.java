package dev.portolan.app.session;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.task.Background;
import dev.portolan.transport.probe.TargetAnswer;
import dev.portolan.transport.probe.TargetProbe;
import dev.portolan.transport.probe.TargetQuestion;
import dev.portolan.transport.problem.EdgeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service of a TCP tunnel what it is, over a stream of its own; the local port need not be
 * open. FX thread.
 */
final class TunnelTest {
  private final TunnelItem tunnel;
  private final DeviceSession device;
  private final SessionServices services;
  private final String target;

  TunnelTest(TunnelItem tunnel, DeviceSession device, SessionServices services) {
    this.tunnel = tunnel;
    this.device = device;
    this.services = services;
    this.target = tunnel.forward().remoteText();
  }

  /**
   * Runs the test, which connects the device if need be, and writes the result down.
   *
   * @return completes on the FX thread with a sentence, also if there is no answer
   */
  CompletableFuture<String> run() {
    Connections.Hold hold = device.hold();
    return ask(question(tunnel.forward()))
        .thenCompose(
            answer ->
                // most servers for TLS say in this way that they do not understand plain text
                answer instanceof TargetAnswer.TlsRefused
                    ? ask(TargetQuestion.TLS)
                    : CompletableFuture.completedFuture(answer))
        .handleAsync(
            (answer, failure) -> {
              hold.release();
              String words = failure == null ? words(answer) : words(failure);
              services
                  .activity()
                  .add(
                      failure == null ? Level.INFO : Level.WARNING,
                      device.device().name(),
                      Words.of("tunnel.test", tunnel.title(), words));
              return words;
            },
            services.fx());
  }

  private CompletableFuture<TargetAnswer> ask(TargetQuestion question) {
    return EngineFutures.of(
        TargetProbe.ask(device, ForwardText.spec(tunnel.forward()).target(), question));
  }

  /** A request is sent only where a web server may be: a controller may not take it well. */
  private static TargetQuestion question(Forward forward) {
    @Nullable KnownService known = KnownService.of(forward).orElse(null);
    if (known == null) {
      return TargetQuestion.HTTP;
    }
    if (!known.isWeb()) {
      return TargetQuestion.LISTEN;
    }
    return known.isTls() ? TargetQuestion.TLS : TargetQuestion.HTTP;
  }

  private String words(TargetAnswer answer) {
    return switch (answer) {
      case TargetAnswer.Silent() -> Words.of("tunnel.test.silent", target);
      case TargetAnswer.Closed() -> Words.of("tunnel.test.closed", target);
      case TargetAnswer.Greeting(String line) -> Words.of("tunnel.test.greeting", target, line);
      case TargetAnswer.Web(int status, String title) ->
          Words.of(
              title.isEmpty() ? "tunnel.test.web" : "tunnel.test.web-titled",
              target,
              Integer.toString(status),
              title);
      case TargetAnswer.Tls(String subject, Instant expires) ->
          Words.of(
              expires.isAfter(services.clock().instant())
                  ? "tunnel.test.tls"
                  : "tunnel.test.tls-expired",
              target,
              subject,
              expires.atZone(ZoneId.systemDefault()).toLocalDate().toString());
      case TargetAnswer.TlsRefused() -> Words.of("tunnel.test.tls-refused", target);
    };
  }

  private static String words(Throwable failure) {
    Throwable cause = Background.cause(failure);
    return cause instanceof EdgeException known
        ? Words.sentences(known.getMessage(), known.advice())
        : Words.sentences(String.valueOf(cause.getMessage()), "");
  }
}
