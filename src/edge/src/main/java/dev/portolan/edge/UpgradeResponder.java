package dev.portolan.edge;

import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.Notices;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upgrades a connection to a session, or refuses it with a reason.
 *
 * <p>The request must arrive within {@value #HEAD_TIMEOUT_SECONDS} seconds. After the upgrade this
 * handler, its timer and the HTTP decoder are removed, and all bytes behind the request head are
 * passed to the session.
 */
final class UpgradeResponder extends ChannelInboundHandlerAdapter {

  /** Creates sessions for admitted peers. Called on the connection's event loop. */
  interface Sessions {

    /** Requests admission of a client's session. The future has already succeeded. */
    Future<Entry> forClient(Channel connection, Admission.Client client, boolean halfClose);

    /**
     * Requests admission of a device's session. The future succeeds on the connection's event loop
     * when it is known whether this connection replaces another one.
     */
    Future<Entry> forDevice(Channel connection, Admission.Device device, boolean halfClose);
  }

  /** The result of a request for admission. */
  sealed interface Entry {

    /**
     * Admitted.
     *
     * @param start starts the session, to be run after the response to the upgrade
     */
    record Granted(Runnable start) implements Entry {}

    /** Refused, because of other connections of the same peer. */
    record Denied(Refusal refusal) implements Entry {}
  }

  static final int HEAD_TIMEOUT_SECONDS = 15;

  private static final Logger LOG = LoggerFactory.getLogger(UpgradeResponder.class);

  /** Exactly these headers, without Sec-WebSocket-Accept: existing peers compare them. */
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\n"
          + "Connection: Upgrade\r\n"
          + "Upgrade: "
          + UpgradeTerms.UPGRADE
          + "\r\n"
          + "Sec-WebSocket-Protocol: "
          + UpgradeTerms.PROTOCOL
          + "\r\n"
          + HalfCloseOffer.HEADER
          + ": "
          + HalfCloseOffer.HEADER_VALUE
          + "\r\n";

  /** Only for peers that requested it. */
  private static final String PRESENCE =
      PresenceOffer.HEADER + ": " + PresenceOffer.HEADER_VALUE + "\r\n";

  private final RequestHeadDecoder decoder;
  private final Authenticator authenticator;
  private final EnrolmentDesk enrolment;
  private final InvitationDesk invitations;
  private final Sessions sessions;
  private final ConnectionCounters counters;
  private final Notices refusals;
  private final Runnable over;
  private @Nullable HttpRequest request;
  private @Nullable Future<?> timer;
  private boolean answered;

  /**
   * @param decoder the handler before this one, which is removed with it
   * @param refusals logs refusals
   * @param over run once, after the upgrade or close
   */
  UpgradeResponder(
      RequestHeadDecoder decoder,
      Authenticator authenticator,
      EnrolmentDesk enrolment,
      InvitationDesk invitations,
      Sessions sessions,
      ConnectionCounters counters,
      Notices refusals,
      Runnable over) {
    this.decoder = decoder;
    this.authenticator = authenticator;
    this.enrolment = enrolment;
    this.invitations = invitations;
    this.sessions = sessions;
    this.counters = counters;
    this.refusals = refusals;
    this.over = over;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer = ctx.executor().schedule(() -> timedOut(ctx), HEAD_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
    over.run();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void timedOut(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null || !tls.handshakeFuture().isSuccess()) {
      ctx.close();
      return;
    }
    refuse(ctx, new Refusal(HttpResponseStatus.REQUEST_TIMEOUT, "the request took too long"));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (answered) {
      ReferenceCountUtil.release(msg);
      return;
    }
    if (msg instanceof HttpRequest head) {
      request = head;
    }
    // The decoder ends every head with an empty last content, except for a malformed one.
    HttpRequest head = request;
    boolean end = msg instanceof LastHttpContent;
    ReferenceCountUtil.release(msg);
    if (head != null && (end || head.decoderResult().isFailure() || isForDesk(head))) {
      answer(ctx, head);
    }
  }

  /** Whether it is a request outside any session, which has no body that anybody reads. */
  private static boolean isForDesk(HttpRequest head) {
    return EnrolmentDesk.isFor(head) || InvitationDesk.isFor(head);
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head) {
    Throwable fault = head.decoderResult().cause();
    if (fault != null) {
      refuse(ctx, malformed(fault));
      return;
    }
    if (EnrolmentDesk.isFor(head)) {
      enrol(ctx, head);
      return;
    }
    String objection = UpgradeRequest.fault(head);
    if (objection != null) {
      refuse(ctx, new Refusal(HttpResponseStatus.BAD_REQUEST, objection));
      return;
    }
    if (InvitationDesk.isFor(head)) {
      invite(ctx, head);
      return;
    }
    UpgradeRequest upgrade = UpgradeRequest.of(head);
    Channel connection = ctx.channel();
    String network = SourceNetwork.of(connection.remoteAddress());
    switch (authenticator.judge(upgrade, certificates(ctx), network)) {
      case Admission.Refused(Refusal refusal) -> refuse(ctx, refusal);
      case Admission.Client client ->
          await(
              ctx, client.presence(), sessions.forClient(connection, client, upgrade.halfClose()));
      case Admission.Device device ->
          await(ctx, false, sessions.forDevice(connection, device, upgrade.halfClose()));
    }
  }

  /** Stops reading and the timer while waiting for admission. */
  private void await(ChannelHandlerContext ctx, boolean presence, Future<Entry> entry) {
    answered = true;
    stopTimer();
    ctx.channel().config().setAutoRead(false);
    entry.addListener(
        (Future<Entry> decided) -> {
          ctx.channel().config().setAutoRead(true);
          if (ctx.isRemoved()) {
            return; // closed meanwhile
          }
          switch (decided.getNow()) {
            case Entry.Granted(Runnable start) -> accept(ctx, presence, start);
            case Entry.Denied(Refusal refusal) -> refuse(ctx, refusal);
          }
        });
  }

  private void enrol(ChannelHandlerContext ctx, HttpRequest head) {
    answered = true;
    stopTimer();
    enrolment
        .answer(head.headers(), certificates(ctx), ctx.channel().remoteAddress(), ctx.executor())
        .addListener(
            (Future<TextResponse> decided) -> {
              TextResponse response = decided.getNow();
              counters.certificateAnswered(response.status());
              String what = host(ctx.channel()) + " with " + response.status().code();
              refusals.tell(
                  "certificate " + what, "answered a request for a certificate of " + what);
              ctx.writeAndFlush(response.encode(ctx.alloc()))
                  .addListener(ChannelFutureListener.CLOSE);
            });
  }

  private void invite(ChannelHandlerContext ctx, HttpRequest head) {
    answered = true;
    stopTimer();
    invitations
        .answer(head.headers(), ctx.channel().remoteAddress(), ctx.executor())
        .addListener(
            (Future<InvitationDesk.Answer> decided) -> {
              switch (decided.getNow()) {
                case InvitationDesk.Answer.Refused(Refusal refusal) -> refuse(ctx, refusal);
                case InvitationDesk.Answer.Invited invited -> hold(ctx, invited);
              }
            });
  }

  /** Keeps the connection until the device comes. It is no newcomer any more. */
  private void hold(ChannelHandlerContext ctx, InvitationDesk.Answer.Invited invited) {
    if (ctx.isRemoved()) {
      invited.over().run(); // closed meanwhile
      return;
    }
    ctx.pipeline().addLast(new HttpResponseEncoder(), new InvitationWait(invited));
    ctx.pipeline().remove(this);
    ctx.pipeline().remove(decoder);
  }

  private void accept(ChannelHandlerContext ctx, boolean presence, Runnable start) {
    ctx.write(ByteBufUtil.writeAscii(ctx.alloc(), SWITCHING + (presence ? PRESENCE : "") + "\r\n"));
    start.run();
    counters.upgraded(peer(ctx));
    ctx.flush();
    ctx.pipeline().remove(this);
    // Last of all: what came behind the head now goes to the session.
    ctx.pipeline().remove(decoder);
  }

  private static Refusal malformed(Throwable fault) {
    if (fault instanceof TooLongHttpLineException) {
      return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the address is too long");
    }
    if (fault instanceof TooLongFrameException) {
      return new Refusal(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request head is too long");
    }
    return new Refusal(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request");
  }

  private static List<X509Certificate> certificates(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      return List.of();
    }
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          chain.add(x509);
        }
      }
      return chain;
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // no certificate, as for clients
    }
  }

  /** Who sent the request, as the authenticator tells them apart. */
  private ConnectionCounters.Peer peer(ChannelHandlerContext ctx) {
    HttpRequest head = request;
    if (head != null && UpgradeRequest.authorization(head) != null) {
      return ConnectionCounters.Peer.CLIENT;
    }
    return certificates(ctx).isEmpty()
        ? ConnectionCounters.Peer.UNKNOWN
        : ConnectionCounters.Peer.DEVICE;
  }

  private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
    answered = true;
    counters.refused(peer(ctx), refusal.status());
    String what = host(ctx.channel()) + " with " + refusal.status().code();
    refusals.tell(what, "refused " + what + ": " + refusal.reason());
    ctx.writeAndFlush(refusal.encode(ctx.alloc())).addListener(ChannelFutureListener.CLOSE);
  }

  private static String host(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? remote.getAddress().getHostAddress()
        : "an unknown address";
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // failed handshake, port scan or reset: nobody to answer
    LOG.debug(
        "connection from {} ended before it was a session", ctx.channel().remoteAddress(), cause);
    ctx.close();
  }
}
