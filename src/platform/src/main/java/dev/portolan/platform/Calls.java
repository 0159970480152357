package dev.portolan.platform;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.EdgeTrustManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Sends requests to one management server over TLS.
 *
 * <p>Follows no redirect and keeps no cookie, so that a secret goes to this server alone. Any
 * thread may call; futures complete on threads of the HTTP client, which must not be blocked.
 */
final class Calls implements AutoCloseable {
  private final PlatformAddress address;
  private final PlatformLimits limits;
  private final CallFailures failures;
  private final HttpClient http;
  private volatile boolean closed;

  /**
   * Creates the client. Blocks to read the authorities that this computer trusts.
   *
   * @throws PlatformException if trust or proxy cannot be used
   */
  Calls(PlatformAddress address, PlatformLimits limits) throws PlatformException {
    this.address = address;
    this.limits = limits;
    this.failures = new CallFailures(address.host(), limits);
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(context(address))
            .sslParameters(tls)
            .proxy(ProxyAddress.of(address))
            .build();
  }

  private static SSLContext context(PlatformAddress address) throws PlatformException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      EdgeTrustManager trust = new EdgeTrustManager(address.host(), address.trust(), false);
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (EdgeException e) {
      throw new PlatformException(PlatformProblem.NOT_TRUSTED, e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new PlatformException(
          PlatformProblem.NOT_TRUSTED, "TLS cannot be set up on this computer.", e);
    }
  }

  CallFailures failures() {
    return failures;
  }

  HttpRequest.Builder get(String pathAndQuery) {
    return HttpRequest.newBuilder(address.at(pathAndQuery)).GET();
  }

  HttpRequest.Builder post(String path) {
    return HttpRequest.newBuilder(address.at(path)).POST(BodyPublishers.noBody());
  }

  HttpRequest.Builder postJson(String path, Map<String, ?> fields) {
    return HttpRequest.newBuilder(address.at(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(JsonObject.write(fields)));
  }

  HttpRequest.Builder postForm(String path, String form) {
    return HttpRequest.newBuilder(address.at(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  /** Sends a request. The future fails with a {@link PlatformException}, whatever went wrong. */
  CompletableFuture<Answer> send(HttpRequest.Builder request, Flight flight) {
    HttpRequest complete =
        request.header("Accept", "application/json").header("User-Agent", "Portolan").build();
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            complete, BodyHandlers.limiting(BodyHandlers.ofByteArray(), PlatformLimits.MAX_BODY));
    flight.track(sent);
    CompletableFuture<Answer> result = new CompletableFuture<>();
    // The client's own timeout ends with the headers; a body may trickle.
    sent.copy()
        .orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (response, failure) -> {
              if (failure == null) {
                result.complete(
                    new Answer(response.statusCode(), response.headers(), response.body()));
                return;
              }
              result.completeExceptionally(closed ? closedMeanwhile() : failures.of(failure));
              sent.cancel(true);
            });
    return result;
  }

  private static PlatformException closedMeanwhile() {
    return new PlatformException(
        PlatformProblem.CLOSED, "The connection to the account was closed.");
  }

  /** Ends all calls. Does not block. */
  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }
}
