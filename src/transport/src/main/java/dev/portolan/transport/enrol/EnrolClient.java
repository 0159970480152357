package dev.portolan.transport.enrol;

import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.PresentedCertificate;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets a device's certificate from an edge: the first one by an invitation, the next ones by the
 * one before.
 *
 * <p>Every answer is bounded in size and time. All methods may be called by any thread.
 */
public final class EnrolClient {
  /** A certificate has less than 1 KiB. */
  private static final int MAX_BODY = 16_384;

  /** Looking at an edge needs a trust, but asks it nothing. */
  private static final Trust NOBODY = new Trust.Pin("0".repeat(64));

  private final EdgeConnector connector;

  public EnrolClient(EdgeConnector connector) {
    this.connector = connector;
  }

  /**
   * Makes use of an invitation. The secret is sent when the edge has shown a certificate for its
   * name by the very authority that the code names.
   *
   * @param edge the edge's address
   * @param keys of the device, on P-256
   * @return fails with an {@link EdgeException}
   */
  public Future<EnrolledIdentity> enrol(
      URI edge, ProxyChoice proxy, InvitationCode code, KeyPair keys) {
    EventLoop loop = connector.group().next();
    Promise<EnrolledIdentity> enrolled = loop.newPromise();
    Endpoint unknown = new Endpoint(edge, null, NOBODY, null, proxy);
    connector
        .inspect(unknown, ConnectListener.NONE)
        .addListener(
            onSuccess(
                enrolled,
                (PresentedCertificate shown) -> {
                  X509Certificate authority = authority(shown, code);
                  if (authority == null) {
                    enrolled.tryFailure(anotherEdge(unknown));
                    return;
                  }
                  Endpoint known = unknown.withTrust(new Trust.Authorities(List.of(authority)));
                  FullHttpRequest request = EdgeRequest.post(known, EnrolRequest.PATH);
                  EnrolRequest.write(request.headers(), code, keys);
                  ask(known, request, keys.getPublic(), List.of(authority))
                      .addListener(
                          onSuccess(
                              enrolled,
                              (X509Certificate own) ->
                                  enrolled.trySuccess(new EnrolledIdentity(own, authority))));
                }));
    return enrolled;
  }

  /**
   * Asks for the next certificate of a device, for the same key.
   *
   * @param endpoint the edge, with the certificate that the device has
   * @return fails with an {@link EdgeException}
   */
  public Future<X509Certificate> renew(Endpoint endpoint) {
    ClientIdentity identity = endpoint.identity();
    if (identity == null || !(endpoint.trust() instanceof Trust.Authorities trusted)) {
      throw new IllegalArgumentException(
          "only a device that was enrolled gets another certificate");
    }
    return ask(
        endpoint,
        EdgeRequest.post(endpoint, EnrolRequest.PATH),
        identity.certificate().getPublicKey(),
        trusted.certificates());
  }

  private static @Nullable X509Certificate authority(
      PresentedCertificate shown, InvitationCode code) {
    return shown.chain().stream().filter(code::names).findFirst().orElse(null);
  }

  private static EdgeException anotherEdge(Endpoint endpoint) {
    return new EdgeException(
        Problem.ENROLMENT_REFUSED,
        endpoint.host()
            + " is not the edge that the code is for, or somebody stands between: it does not show"
            + " the authority that the code names. The code was not sent.");
  }

  private static <T, R> FutureListener<T> onSuccess(Promise<R> otherwise, Consumer<T> action) {
    return done -> {
      if (done.isSuccess()) {
        action.accept(done.getNow());
      } else {
        otherwise.tryFailure(done.cause());
      }
    };
  }

  private Future<X509Certificate> ask(
      Endpoint endpoint,
      FullHttpRequest request,
      PublicKey key,
      List<X509Certificate> authorities) {
    Attempt<X509Certificate> attempt = new Attempt<>(connector.group().next());
    EnrolAnswer answer =
        new EnrolAnswer(
            endpoint, key, authorities, attempt::succeed, (IOException e) -> attempt.fail(e));
    EdgeRequest.send(
        attempt, endpoint, request, List.of(new HttpObjectAggregator(MAX_BODY), answer));
    return attempt.future();
  }
}
