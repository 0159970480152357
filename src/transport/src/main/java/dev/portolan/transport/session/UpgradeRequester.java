package dev.portolan.transport.session;

import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.tls.TlsFailures;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests the upgrade and checks the edge's response.
 *
 * <p>Must be behind {@link UpgradeResponseDecoder}. The callback removes both, so that the bytes
 * behind the response reach the session.
 */
final class UpgradeRequester extends ChannelInboundHandlerAdapter {
  /** Most bytes of a refusal's body that are read. */
  static final int MAX_BODY = 4_096;

  private static final int MAX_INTERIM_ANSWERS = 8;

  /** The time limit for a refusal's body. The status is reported without it. */
  private static final long BODY_MILLIS = 2_000;

  private final Endpoint endpoint;
  private final String edge;
  private final Consumer<HttpHeaders> upgraded;
  private final Consumer<EdgeException> refused;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable HttpResponse answer;
  private @Nullable Future<?> bodyTimer;
  private int interimAnswers;
  private boolean done;

  /**
   * Creates the handler.
   *
   * @param upgraded receives the headers of a successful response
   * @param refused receives the refusal; exactly one of both is called, once
   */
  UpgradeRequester(
      Endpoint endpoint, Consumer<HttpHeaders> upgraded, Consumer<EdgeException> refused) {
    this.endpoint = endpoint;
    this.edge = endpoint.host();
    this.upgraded = upgraded;
    this.refused = refused;
  }

  /**
   * The request. The values of the first three headers are compared exactly by some edges.
   *
   * @param presence whether to request presence
   */
  static FullHttpRequest request(Endpoint endpoint, boolean presence) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, endpoint.requestTarget());
    HttpHeaders headers = request.headers();
    headers.set("Host", endpoint.hostHeader());
    headers.set("User-Agent", "Portolan");
    Authorization authorization = endpoint.authorization();
    if (authorization != null) {
      headers.set("Authorization", authorization.value());
    }
    headers.set("Connection", "upgrade");
    headers.set("Upgrade", UpgradeTerms.UPGRADE);
    headers.set("Sec-WebSocket-Protocol", UpgradeTerms.PROTOCOL);
    headers.set(HalfCloseOffer.HEADER, HalfCloseOffer.HEADER_VALUE);
    if (presence) {
      headers.set(PresenceOffer.HEADER, PresenceOffer.HEADER_VALUE);
    }
    return request;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (!done && message instanceof HttpObject object) {
        read(ctx, object);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(ChannelHandlerContext ctx, HttpObject object) {
    if (object.decoderResult().isFailure()) {
      malformed(object);
      return;
    }
    if (object instanceof HttpResponse response) {
      answer = response;
      stopTimer();
      bodyTimer = ctx.executor().schedule(this::complete, BODY_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (object instanceof HttpContent content) {
      int space = MAX_BODY - body.size();
      int count = Math.min(space, content.content().readableBytes());
      try {
        content.content().readBytes(body, count);
      } catch (IOException e) {
        throw new IllegalStateException("memory does not fail to be written", e);
      }
      if (object instanceof LastHttpContent || body.size() >= MAX_BODY) {
        complete();
      }
    }
  }

  /** Evaluates the response as far as it was read. No effect without one, or if already done. */
  void complete() {
    HttpResponse response = answer;
    if (done || response == null) {
      return;
    }
    int status = response.status().code();
    if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      judge(response.headers());
    } else if (status < 200) {
      answer = null; // the final response follows
      if (++interimAnswers > MAX_INTERIM_ANSWERS) {
        refuse(new EdgeException(Problem.UPGRADE_MALFORMED, edge + " gives no final answer."));
      }
    } else {
      refuse(Refusals.of(edge, status, response.headers(), body.toString(StandardCharsets.UTF_8)));
    }
  }

  private void judge(HttpHeaders headers) {
    boolean right =
        headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
            && UpgradeTerms.UPGRADE.equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE))
            && headers
                .getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)
                .equals(List.of(UpgradeTerms.PROTOCOL))
            && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
            && "0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"));
    if (right) {
      done = true;
      upgraded.accept(headers);
    } else {
      refuse(notOurs());
    }
  }

  private void malformed(HttpObject object) {
    Throwable cause = object.decoderResult().cause();
    if (object instanceof HttpResponse response
        && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
        && cause instanceof IllegalArgumentException) {
      refuse(notOurs());
      return;
    }
    boolean tooLarge =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
    if (answer != null && !tooLarge) {
      complete(); // only the body is malformed; the status is sufficient
    }
    // without the cause, whose message may quote the peer
    refuse(
        tooLarge
            ? new EdgeException(
                Problem.UPGRADE_HEAD_TOO_LARGE,
                "The head of the answer of " + edge + " is too large.")
            : new EdgeException(
                Problem.UPGRADE_MALFORMED, "The answer of " + edge + " is not HTTP."));
  }

  private void refuse(EdgeException cause) {
    if (!done) {
      done = true;
      refused.accept(cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    complete();
    refuse(closed());
    ctx.fireChannelInactive();
  }

  /** Also handles a refused client certificate, which TLS 1.3 reports only after the handshake. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    complete();
    refuse(
        TlsFailures.isTls(cause)
            ? TlsFailures.of(edge, cause, endpoint.identity() != null, Duration.ZERO)
            : new EdgeException(
                Problem.UPGRADE_CLOSED,
                "The connection to "
                    + edge
                    + " was lost before it answered: "
                    + SocketFailure.words(cause)
                    + ".",
                cause));
    ctx.close();
  }

  private EdgeException notOurs() {
    return new EdgeException(
        Problem.UPGRADE_MALFORMED,
        edge + " switched to another protocol than " + UpgradeTerms.PROTOCOL + ".");
  }

  private EdgeException closed() {
    return new EdgeException(
        Problem.UPGRADE_CLOSED, edge + " closed the connection without an answer.");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
  }

  private void stopTimer() {
    if (bodyTimer != null) {
      bodyTimer.cancel(false);
    }
  }
}
