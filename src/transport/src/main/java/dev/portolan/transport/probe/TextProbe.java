package dev.portolan.transport.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.RemoteText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a target says, and asks it for a page if it says nothing. On the stream's loop. */
final class TextProbe extends SimpleChannelInboundHandler<ByteBuf> {
  /** The most that is read. */
  static final int MOST_BYTES = 16 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a service may take to speak first before it is sent a request. */
  private static final Duration BEFORE_REQUEST = Duration.ofMillis(500);

  private static final int MAX_CHARS = 120;
  private static final Pattern STATUS = Pattern.compile("\\AHTTP/1\\.[01] ([1-5][0-9]{2})\\b");
  private static final Pattern TITLE =
      Pattern.compile(
          "<title[^>]{0,200}>(.{0,500}?)</title", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final HostPort target;
  private final TargetQuestion question;
  private final Promise<TargetAnswer> answer;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  TextProbe(HostPort target, TargetQuestion question, Promise<TargetAnswer> answer) {
    this.target = target;
    this.question = question;
    this.answer = answer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    var end =
        ctx.executor()
            .schedule(
                () -> answer.trySuccess(said(new TargetAnswer.Silent())),
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
    var asking =
        ctx.executor()
            .schedule(() -> request(ctx), BEFORE_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
    answer.addListener(
        known -> {
          end.cancel(false);
          asking.cancel(false);
        });
    ctx.channel().config().setAutoRead(true);
  }

  private void request(ChannelHandlerContext ctx) {
    if (question == TargetQuestion.HTTP && read.size() == 0) {
      String text =
          "GET / HTTP/1.1\r\nHost: "
              + target
              + "\r\nUser-Agent: Portolan\r\nAccept: */*\r\nConnection: close\r\n\r\n";
      ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), text));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf data) throws IOException {
    data.readBytes(read, Math.min(data.readableBytes(), MOST_BYTES - read.size()));
    String text = text();
    boolean more =
        STATUS.matcher(text).find() ? !TITLE.matcher(text).find() : text.indexOf('\n') < 0;
    if (!more || isTls() || read.size() >= MOST_BYTES) {
      answer.trySuccess(said(new TargetAnswer.Silent()));
    }
  }

  private String text() {
    return read.toString(UTF_8);
  }

  /** Whether it is a TLS record: an alert, which servers send for a request in plain text. */
  private boolean isTls() {
    byte[] bytes = read.toByteArray();
    return bytes.length > 2 && bytes[0] == 0x15 && bytes[1] == 3;
  }

  /**
   * What it has said so far.
   *
   * @param nothing if that is nothing
   */
  private TargetAnswer said(TargetAnswer nothing) {
    String text = text();
    Matcher status = STATUS.matcher(text);
    if (text.isEmpty()) {
      return nothing;
    }
    if (isTls()) {
      return new TargetAnswer.TlsRefused();
    }
    if (status.find()) {
      Matcher title = TITLE.matcher(text);
      return new TargetAnswer.Web(
          Integer.parseInt(status.group(1)), title.find() ? line(title.group(1)) : "");
    }
    return new TargetAnswer.Greeting(line(text.lines().findFirst().orElse("")));
  }

  private static String line(String text) {
    return RemoteText.clean(text.replaceAll("\\s+", " ").strip(), MAX_CHARS);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      answer.trySuccess(said(new TargetAnswer.Closed()));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    answer.trySuccess(said(new TargetAnswer.Closed()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
