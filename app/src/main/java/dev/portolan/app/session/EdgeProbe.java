package dev.portolan.app.session;

import dev.portolan.app.model.EdgeCertificate;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.task.Background;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice.Explicit;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Sentence;
import dev.portolan.transport.tls.PresentedCertificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Tests edges with the engine. */
public final class EdgeProbe implements EdgeTester {
  private final Engine engine;
  private final Background background;
  private final Executor fx;

  public EdgeProbe(Engine engine, Background background, Executor fx) {
    this.engine = engine;
    this.background = background;
    this.fx = fx;
  }

  @Override
  public Optional<String> urlProblem(String url) {
    return problem(() -> Endpoint.parseUrl(url));
  }

  @Override
  public Optional<String> proxyProblem(String url, String password) {
    return problem(() -> Explicit.parse(url).withPassword(password));
  }

  @Override
  public String normalProxy(String url) {
    return Explicit.parse(url).withPassword("").url().toString();
  }

  @Override
  public String proxyPassword(String url) {
    return Explicit.parse(url).password();
  }

  @Override
  public Optional<String> tokenProblem(String token) {
    return problem(() -> Authorization.of(token));
  }

  @Override
  public String normalUrl(String url) {
    return Endpoint.parseUrl(url).toString();
  }

  @Override
  public Running test(
      EdgeSettings settings,
      EdgeSecrets secrets,
      String devicePath,
      Consumer<List<TestStep>> progress) {
    EdgeTest test = new EdgeTest(engine, devicePath.isEmpty(), fx, progress);
    background
        .call(() -> Endpoints.endpoint(settings, devicePath, secrets))
        .whenCompleteAsync(test::begin, fx);
    return test::cancel;
  }

  @Override
  public CompletionStage<EdgeCertificate> certificate(
      String url, EdgeProxy proxy, EdgeSecrets secrets) {
    CompletableFuture<EdgeCertificate> result = new CompletableFuture<>();
    Endpoint endpoint;
    try {
      endpoint = Endpoint.of(Endpoint.parseUrl(url)).withProxy(Endpoints.proxy(proxy, secrets));
    } catch (EdgeException wrong) {
      return CompletableFuture.failedFuture(wrong);
    }
    EngineFutures.of(engine.connector().inspect(endpoint, ConnectListener.NONE))
        .thenApply(EdgeProbe::presented)
        .whenCompleteAsync(
            (shown, failure) -> {
              if (failure == null) {
                result.complete(shown);
              } else {
                result.completeExceptionally(Background.cause(failure));
              }
            },
            fx);
    return result;
  }

  private static EdgeCertificate presented(PresentedCertificate seen) {
    X509Certificate leaf = seen.leaf();
    String hosts = String.join(", ", seen.hosts());
    return new EdgeCertificate(
        hosts.isEmpty() ? seen.subject() : seen.subject() + " (" + hosts + ")",
        seen.issuer(),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        fingerprint(leaf),
        seen.pin().toString());
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException("A certificate that was shown has a SHA-256", impossible);
    }
  }

  private static Optional<String> problem(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.of(Sentence.of(String.valueOf(wrong.getMessage())));
    }
  }
}
