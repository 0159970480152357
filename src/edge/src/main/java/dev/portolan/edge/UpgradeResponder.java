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
 * Takes a connection from its TLS handshake to a session, or answers why not.
 *
 * <p>Until then it has {@value #HEAD_TIMEOUT_SECONDS} seconds in all; afterwards neither this
 * handler nor its time limit nor the HTTP decoder is left, and every byte that came behind the
 * request head belongs to the session.
 */
final class UpgradeResponder extends ChannelInboundHandlerAdapter {

  /** Makes sessions for admitted peers; called on the connection's event loop. */
  interface Sessions {

    /** Asks for a place for a client's session; the future has succeeded already. */
    Future<Entry> forClient(Channel connection, Admission.Client client, boolean halfClose);

    /**
     * The same for a device: the future succeeds when it is clear whether the place is its own, on
     * the connection's event loop.
     */
    Future<Entry> forDevice(Channel connection, Admission.Device device, boolean halfClose);
  }

  /** What an admitted peer gets. */
  sealed interface Entry {

    /**
     * A place.
     *
     * @param start starts the session, to be run when the upgrade was answered
     */
    record Granted(Runnable start) implements Entry {}

    /** None, since others of the same name have what there is. */
    record Denied(Refusal refusal) implements Entry {}
  }

  static final int HEAD_TIMEOUT_SECONDS = 15;

  private static final Logger LOG = LoggerFactory.getLogger(UpgradeResponder.class);

  /** Exactly these headers: peers in the field compare them, and no Sec-WebSocket-Accept. */
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

  /** Only for who asked for it. */
  private static final String PRESENCE =
      PresenceOffer.HEADER + ": " + PresenceOffer.HEADER_VALUE + "\r\n";

  private final RequestHeadDecoder decoder;
  private final Authenticator authenticator;
  private final Sessions sessions;
  private final Notices refusals;
  private final Runnable over;
  private @Nullable HttpRequest request;
  private @Nullable Future<?> timer;
  private boolean answered;

  /**
   * @param decoder the handler before this one, which goes away with it
   * @param refusals hears who was refused
   * @param over run once, when the connection has become a session or has closed
   */
  UpgradeResponder(
      RequestHeadDecoder decoder,
      Authenticator authenticator,
      Sessions sessions,
      Notices refusals,
      Runnable over) {
    this.decoder = decoder;
    this.authenticator = authenticator;
    this.sessions = sessions;
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
    // The decoder gives every head an empty end; with it the head is through the pipeline. One that
    // it could not read has none.
    HttpRequest head = request;
    boolean end = msg instanceof LastHttpContent;
    ReferenceCountUtil.release(msg);
    if (head != null && (end || head.decoderResult().isFailure())) {
      answer(ctx, head);
    }
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head) {
    Throwable fault = head.decoderResult().cause();
    if (fault != null) {
      refuse(ctx, malformed(fault));
      return;
    }
    String objection = UpgradeRequest.fault(head);
    if (objection != null) {
      refuse(ctx, new Refusal(HttpResponseStatus.BAD_REQUEST, objection));
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

  /** Nothing more is read until it has a place, and its time is no longer its own. */
  private void await(ChannelHandlerContext ctx, boolean presence, Future<Entry> entry) {
    answered = true;
    stopTimer();
    ctx.channel().config().setAutoRead(false);
    entry.addListener(
        (Future<Entry> decided) -> {
          ctx.channel().config().setAutoRead(true);
          if (ctx.isRemoved()) {
            return; // It left while it waited.
          }
          switch (decided.getNow()) {
            case Entry.Granted(Runnable start) -> accept(ctx, presence, start);
            case Entry.Denied(Refusal refusal) -> refuse(ctx, refusal);
          }
        });
  }

  private void accept(ChannelHandlerContext ctx, boolean presence, Runnable start) {
    ctx.write(ByteBufUtil.writeAscii(ctx.alloc(), SWITCHING + (presence ? PRESENCE : "") + "\r\n"));
    start.run();
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
      return List.of(); // It showed none, as clients do.
    }
  }

  private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
    answered = true;
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
    // A failed handshake, a port scan, a connection that broke: nobody to answer, nothing to fix.
    LOG.debug(
        "connection from {} ended before it was a session", ctx.channel().remoteAddress(), cause);
    ctx.close();
  }
}
