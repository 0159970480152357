package dev.portolan.transport.file;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageDecoder;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.open.StreamLoss;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What a device says of an upload when it has all of it, or does not want any more. */
final class UploadAnswer {
  private final CompletableFuture<Message> answer = new CompletableFuture<>();

  /** What takes the answer from the stream. Once it is there, nothing more is sent. */
  ChannelHandler handler() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new MessageDecoder(), new Receiver());
      }
    };
  }

  /**
   * Waits for it.
   *
   * @throws TransferException if it is not OK, or there is none
   */
  void await() throws IOException, InterruptedException {
    try {
      Message message = answer.get();
      if (message.type() != MessageType.OK) {
        throw new TransferException(
            "the device could not keep it: " + RemoteText.clean(message.payload()));
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new TransferException(cause == null ? "no answer" : "" + cause.getMessage(), cause);
    }
  }

  /** Fails with the device's reason if there is one already. */
  void throwIfRefused() throws IOException, InterruptedException {
    if (answer.isDone()) {
      await();
    }
  }

  private final class Receiver extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Message received) {
        answer.complete(received);
        ctx.close();
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    /** Other devices end the stream if they cannot go on. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        answer.completeExceptionally(
            new IOException("the device ended the upload without a reason"));
        ctx.close();
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      String loss = StreamLoss.inWords((SmuxStream) ctx.channel());
      answer.completeExceptionally(
          new IOException(loss == null ? "the upload was cancelled" : loss));
      ctx.fireChannelInactive();
    }
  }
}
