package dev.portolan.edge;

import dev.portolan.transport.enrol.InvitationRequest;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client an invitation, then which device has used it. The connection ends with the
 * invitation.
 */
final class InvitationWait extends ChannelInboundHandlerAdapter {

  private final InvitationDesk.Answer.Invited invited;
  private @Nullable Future<?> alive;
  private @Nullable Future<?> end;
  private boolean ended;

  InvitationWait(InvitationDesk.Answer.Invited invited) {
    this.invited = invited;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    ctx.write(head);
    line(ctx, invited.invitation().toLine());
    alive =
        ctx.executor()
            .scheduleWithFixedDelay(
                () -> line(ctx, ""),
                InvitationRequest.ALIVE_SECONDS,
                InvitationRequest.ALIVE_SECONDS,
                TimeUnit.SECONDS);
    end =
        ctx.executor()
            .schedule(
                () -> end(ctx), invited.invitation().validity().toMillis(), TimeUnit.MILLISECONDS);
    invited
        .device()
        .addListener(
            (Future<String> done) -> {
              if (done.isSuccess()) {
                line(ctx, InvitationRequest.DEVICE_LINE + done.getNow());
              }
              end(ctx);
            });
  }

  private void line(ChannelHandlerContext ctx, String text) {
    if (!ended) {
      ctx.writeAndFlush(new DefaultHttpContent(ByteBufUtil.writeAscii(ctx.alloc(), text + "\n")));
    }
  }

  private void end(ChannelHandlerContext ctx) {
    if (!ended) {
      ended = true;
      ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ended = true;
    if (alive != null) {
      alive.cancel(false);
    }
    if (end != null) {
      end.cancel(false);
    }
    invited.over().run();
  }

  /** A client that waits has nothing more to say. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
