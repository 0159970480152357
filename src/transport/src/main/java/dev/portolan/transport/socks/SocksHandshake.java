package dev.portolan.transport.socks;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.socksx.SocksMessage;
import io.netty.handler.codec.socksx.SocksPortUnificationServerHandler;
import io.netty.handler.codec.socksx.v4.Socks4CommandRequest;
import io.netty.handler.codec.socksx.v4.Socks4CommandType;
import io.netty.handler.codec.socksx.v4.Socks4ServerDecoder;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a program sends to a SOCKS proxy before its own data. The decoders bound each message
 * to a few hundred bytes.
 *
 * <p>On the connection's event loop.
 */
final class SocksHandshake extends SimpleChannelInboundHandler<SocksMessage> {
  private final Promise<SocksRequest> promise;

  private SocksHandshake(Promise<SocksRequest> promise) {
    this.promise = promise;
  }

  static Future<SocksRequest> begin(Channel program, Duration limit) {
    Promise<SocksRequest> promise = program.eventLoop().newPromise();
    SocksHandshake handshake = new SocksHandshake(promise);
    Future<?> timer =
        program
            .eventLoop()
            .schedule(
                () -> {
                  handshake.fail("The program did not say within %s where it wants to go.", limit);
                  program.close();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    promise.addListener(done -> timer.cancel(false));
    program.pipeline().addFirst(new SocksPortUnificationServerHandler(), handshake);
    program.config().setAutoRead(true);
    return promise;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, SocksMessage message) {
    switch (message) {
      case Socks5InitialRequest greeting -> greeted(ctx, greeting);
      case Socks5CommandRequest request -> asked(ctx, request);
      case Socks4CommandRequest request -> asked(ctx, request);
      default -> refuse(ctx, SocksReplies.V5.refused(Problem.SOCKS_INVALID), "It is malformed.");
    }
  }

  private void greeted(ChannelHandlerContext ctx, Socks5InitialRequest greeting) {
    if (greeting.decoderResult().isFailure()
        || !greeting.authMethods().contains(Socks5AuthMethod.NO_AUTH)) {
      refuse(
          ctx,
          new DefaultSocks5InitialResponse(Socks5AuthMethod.UNACCEPTED),
          "It insists on a user name.");
      return;
    }
    ChannelPipeline pipeline = ctx.pipeline();
    ctx.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.NO_AUTH));
    // the new decoder first: it gets what the old one has read too much
    pipeline.addBefore(ctx.name(), null, new Socks5CommandRequestDecoder());
    pipeline.remove(Socks5InitialRequestDecoder.class);
  }

  private void asked(ChannelHandlerContext ctx, Socks5CommandRequest request) {
    if (request.decoderResult().isFailure()) {
      refuse(ctx, SocksReplies.V5.refused(Problem.SOCKS_INVALID), "Its request is malformed.");
    } else if (!request.type().equals(Socks5CommandType.CONNECT)) {
      refuse(
          ctx,
          SocksReplies.reply(Socks5CommandStatus.COMMAND_UNSUPPORTED),
          "It asks for more than a TCP connection.");
    } else {
      connect(
          ctx,
          request.dstAddr(),
          request.dstPort(),
          SocksReplies.V5,
          Socks5CommandRequestDecoder.class);
    }
  }

  private void asked(ChannelHandlerContext ctx, Socks4CommandRequest request) {
    if (request.decoderResult().isFailure() || !request.type().equals(Socks4CommandType.CONNECT)) {
      refuse(
          ctx,
          SocksReplies.V4.refused(Problem.SOCKS_INVALID),
          "Its request is malformed, or for more than a TCP connection.");
    } else {
      connect(
          ctx, request.dstAddr(), request.dstPort(), SocksReplies.V4, Socks4ServerDecoder.class);
    }
  }

  private void connect(
      ChannelHandlerContext ctx,
      String host,
      int port,
      SocksReplies replies,
      Class<? extends ChannelHandler> decoder) {
    HostPort target;
    try {
      target = new HostPort(host, port);
    } catch (IllegalArgumentException wrong) {
      refuse(ctx, replies.refused(Problem.SOCKS_INVALID), "It asks for what is no host and port.");
      return;
    }
    ctx.channel().config().setAutoRead(false);
    ctx.pipeline().remove(decoder);
    ctx.pipeline().remove(this);
    promise.trySuccess(new SocksRequest(ctx.channel(), target, replies));
  }

  /** Answers and closes. What the program still sends is dropped. */
  private void refuse(ChannelHandlerContext ctx, SocksMessage reply, String why) {
    ctx.channel().config().setAutoRead(false);
    fail(why);
    ctx.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
  }

  private void fail(String why) {
    promise.tryFailure(
        new EdgeException(Problem.SOCKS_INVALID, Problem.SOCKS_INVALID.summary() + " " + why));
  }

  private void fail(String why, Duration limit) {
    fail(why.formatted(LimitWords.of(limit)));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      promise.cancel(false);
      ctx.close();
    }
  }

  /** The program itself has not closed the connection, so the first decoder has. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail("It speaks another protocol.");
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    promise.cancel(false);
    ctx.close();
  }
}
