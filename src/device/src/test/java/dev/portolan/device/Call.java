package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageDecoder;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.Futures;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A stream to the device, as an edge opens it: its answer, and what comes behind that. */
final class Call {
  private final Promise<Message> answer;
  private final Bytes bytes = new Bytes();
  private final SmuxStream stream;

  /** Opens the stream; nothing is sent yet. */
  Call(SmuxSession edge) {
    answer = edge.eventLoop().newPromise();
    stream =
        Futures.get(
            edge.open(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new MessageDecoder(), new Answer(), bytes);
                  }
                }));
  }

  SmuxStream stream() {
    return stream;
  }

  Call send(Message message) {
    stream.writeAndFlush(message.encode(stream.alloc()));
    return this;
  }

  Call send(byte[] data) {
    stream.writeAndFlush(Unpooled.copiedBuffer(data));
    return this;
  }

  Call type(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  /** The payload of the OK. */
  String ok() {
    Message message = Futures.get(answer);
    assertThat(message.type()).as(message.text()).isEqualTo(MessageType.OK);
    return message.text();
  }

  /** The words of the refusal, after which the stream has ended. */
  String refusal() {
    Message message = Futures.get(answer);
    assertThat(message.type()).as(message.text()).isEqualTo(MessageType.ERROR);
    awaitEnd();
    return message.text();
  }

  /** Why there will be no answer. */
  Throwable unanswered() {
    return Futures.cause(answer);
  }

  Bytes bytes() {
    return bytes;
  }

  String awaitText(Predicate<String> condition) {
    Futures.until(() -> condition.test(bytes.text()) || bytes.isInactive());
    assertThat(bytes.text()).matches(condition);
    return bytes.text();
  }

  /** All that came behind the answer, when the stream has ended. */
  String awaitEnd() {
    Futures.until(bytes::isInactive);
    return bytes.text();
  }

  void reset() {
    Futures.await(stream.reset(ResetCause.CANCELLED));
  }

  void close() {
    Futures.await(stream.close());
  }

  private final class Answer extends SimpleChannelInboundHandler<Message> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Message message) {
      ctx.pipeline().remove(this);
      answer.setSuccess(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answer.tryFailure(new IOException("the stream ended", stream.closeCause()));
      ctx.fireChannelInactive();
    }
  }
}
