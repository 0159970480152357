package dev.portolan.transport.enrol;

import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.Future;
import java.util.List;

/**
 * Invites devices to an edge with a client's token.
 *
 * <p>Every answer is bounded in size and time. All methods may be called by any thread.
 */
public final class InvitationClient {

  /** An edge that is silent for so long is lost. */
  private static final int SILENCE_SECONDS = 3 * InvitationRequest.ALIVE_SECONDS;

  private final EdgeConnector connector;

  public InvitationClient(EdgeConnector connector) {
    this.connector = connector;
  }

  /**
   * Asks an edge for an invitation.
   *
   * @param edge with the client's token; its path does not matter
   * @param device the name of the device
   * @return fails with an {@link EdgeException}; to cancel it ends the connection
   * @throws IllegalArgumentException with half a sentence if that is no name
   */
  public Future<OpenInvitation> invite(Endpoint edge, String device) {
    InvitationRequest.requireName(device);
    FullHttpRequest request = EdgeRequest.post(edge, InvitationRequest.PATH);
    request.headers().set(InvitationRequest.DEVICE, device);
    Authorization authorization = edge.authorization();
    if (authorization != null) {
      request.headers().set(HttpHeaderNames.AUTHORIZATION, authorization.value());
    }
    Attempt<OpenInvitation> attempt = new Attempt<>(connector.group().next());
    EdgeRequest.send(
        attempt,
        edge,
        request,
        List.of(new ReadTimeoutHandler(SILENCE_SECONDS), new InvitationAnswer(edge, attempt)));
    return attempt.future();
  }
}
