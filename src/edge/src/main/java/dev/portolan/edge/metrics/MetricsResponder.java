package dev.portolan.edge.metrics;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the one request of a connection to {@link MetricsServer}, then closes it. */
final class MetricsResponder extends SimpleChannelInboundHandler<HttpObject> {

  /** Of a connection, from its first byte to the last. */
  static final long LIFE_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(MetricsResponder.class);
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final BooleanSupplier healthy;
  private final List<MetricsSource> sources;
  private @Nullable Future<?> life;
  private boolean answered;

  MetricsResponder(BooleanSupplier healthy, List<MetricsSource> sources) {
    this.healthy = healthy;
    this.sources = sources;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    life = ctx.executor().schedule(() -> ctx.close(), LIFE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (life != null) {
      life.cancel(false);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (!answered && message instanceof HttpRequest head) {
      answered = true;
      answer(ctx, head);
    }
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head) {
    if (head.decoderResult().isFailure()) {
      respond(ctx, HttpResponseStatus.BAD_REQUEST, PLAIN, "this is no HTTP request, or too long\n");
    } else if (!isForThisComputer(head)) {
      respond(
          ctx,
          HttpResponseStatus.MISDIRECTED_REQUEST,
          PLAIN,
          "this is told to localhost, 127.0.0.1 and [::1] only, and not by another name\n");
    } else if (!head.method().equals(HttpMethod.GET) && !head.method().equals(HttpMethod.HEAD)) {
      respond(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED, PLAIN, "there are only GET and HEAD\n");
    } else {
      switch (path(head)) {
        case "/health" -> health(ctx);
        case "/metrics" -> metrics(ctx);
        default ->
            respond(
                ctx, HttpResponseStatus.NOT_FOUND, PLAIN, "there are only /health and /metrics\n");
      }
    }
  }

  private static String path(HttpRequest head) {
    int query = head.uri().indexOf('?');
    return query < 0 ? head.uri() : head.uri().substring(0, query);
  }

  /**
   * Whether it was asked for by a name of this computer, or by none. A page in a browser here can
   * have a name of its own lead to loopback, and would read the answer.
   */
  private static boolean isForThisComputer(HttpRequest head) {
    List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
    return hosts.isEmpty() || (hosts.size() == 1 && isLoopback(withoutPort(hosts.getFirst())));
  }

  private static String withoutPort(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return end <= 0 ? host : host.substring(0, end);
  }

  private static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
    return address != null && address.isLoopbackAddress();
  }

  private void health(ChannelHandlerContext ctx) {
    if (healthy.getAsBoolean()) {
      respond(ctx, HttpResponseStatus.OK, PLAIN, "ok\n");
    } else {
      respond(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, PLAIN, "ending\n");
    }
  }

  /** Collects off the event loop: some figures are read from files. */
  private void metrics(ChannelHandlerContext ctx) {
    Promise<String> collected = ctx.executor().newPromise();
    collected.addListener(
        (Future<String> done) -> {
          if (done.isSuccess()) {
            respond(ctx, HttpResponseStatus.OK, MetricsText.CONTENT_TYPE, done.getNow());
          } else {
            LOG.error("the figures cannot be told", done.cause());
            respond(
                ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR, PLAIN, "it cannot be told now\n");
          }
        });
    Thread.ofVirtual().name("metrics").start(() -> collect(collected));
  }

  private void collect(Promise<String> collected) {
    MetricsText text = new MetricsText();
    try {
      sources.forEach(source -> source.describe(text));
    } catch (RuntimeException e) {
      collected.setFailure(e);
      return;
    }
    collected.setSuccess(text.toString());
  }

  private static void respond(
      ChannelHandlerContext ctx, HttpResponseStatus status, String type, String body) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, ByteBufUtil.writeUtf8(ctx.alloc(), body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a connection for figures ended", cause);
    ctx.close();
  }
}
