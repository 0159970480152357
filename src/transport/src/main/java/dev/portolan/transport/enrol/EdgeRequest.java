package dev.portolan.transport.enrol;

import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.TlsContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;

/** A request to an edge outside any session, on a connection of its own. */
final class EdgeRequest {
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration TOTAL = Duration.ofSeconds(30);

  private EdgeRequest() {}

  /** A POST without a body. */
  static FullHttpRequest post(Endpoint endpoint, String path) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
    request
        .headers()
        .set(HttpHeaderNames.HOST, endpoint.hostHeader())
        .set(HttpHeaderNames.USER_AGENT, "Portolan")
        .set(HttpHeaderNames.CONTENT_LENGTH, 0)
        .set(HttpHeaderNames.CONNECTION, "close");
    return request;
  }

  /**
   * Dials and sends. The attempt fails if it takes too long.
   *
   * @param answer the handlers of the answer, behind the HTTP decoder
   */
  static void send(
      Attempt<?> attempt, Endpoint endpoint, FullHttpRequest request, List<ChannelHandler> answer) {
    attempt
        .loop()
        .execute(
            () -> {
              attempt.limit(TOTAL, () -> late(endpoint, TOTAL));
              new SecureDial(
                      attempt,
                      endpoint,
                      SecureDial.Means.standard(TlsContexts.bestProvider()),
                      ConnectListener.NONE,
                      false,
                      (channel, certificate) -> {
                        attempt.limit(ANSWER, () -> late(endpoint, ANSWER));
                        send(channel, request, answer);
                      })
                  .start();
            });
  }

  private static void send(Channel channel, FullHttpRequest request, List<ChannelHandler> answer) {
    channel
        .pipeline()
        .addBefore(SecureDial.END, "http-out", new HttpRequestEncoder())
        .addBefore(
            SecureDial.END,
            "http-in",
            new HttpResponseDecoder(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(UpgradeTerms.MAX_LINE)
                    .setMaxHeaderSize(UpgradeTerms.MAX_HEAD)));
    answer.forEach(handler -> channel.pipeline().addBefore(SecureDial.END, null, handler));
    channel.writeAndFlush(request);
  }

  /** What an edge says of a refusal; nothing of a web page, whose own words would only confuse. */
  static String reason(String body) {
    return body.stripLeading().startsWith("<") ? "" : body;
  }

  private static EdgeException late(Endpoint endpoint, Duration limit) {
    return new EdgeException(
        Problem.UPGRADE_TIMEOUT,
        endpoint.host() + " did not answer the request within " + LimitWords.of(limit) + ".");
  }
}
