package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portolan.transport.problem.Notices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Ticker;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whatever a stranger sends first: it is one session, one refusal or nothing yet, the same however
 * it is cut, and what came behind the head is the session's, whole.
 */
class UpgradeRequestFuzzTest {
  /** At a limit it depends on the cut whether the end of a line counts. */
  private static final int SHORTEST_LIMIT = 4 * 1024;

  @FuzzTest(maxDuration = "3m")
  void isOneAnswerHoweverItIsCut(byte[] request) {
    String whole = answered(request, Math.max(1, request.length));
    String bytes = answered(request, 1);
    String pieces = answered(request, 7);
    if (request.length < SHORTEST_LIMIT) {
      assertThat(bytes).isEqualTo(whole);
      assertThat(pieces).isEqualTo(whole);
    }
  }

  private static String answered(byte[] request, int piece) {
    AtomicInteger over = new AtomicInteger();
    ByteArrayOutputStream afterHead = new ByteArrayOutputStream();
    EmbeddedChannel connection = new EmbeddedChannel();
    connection.freezeTime();
    RequestHeadDecoder decoder = new RequestHeadDecoder();
    connection
        .pipeline()
        .addLast(
            decoder,
            new UpgradeResponder(
                decoder,
                authenticator(),
                NoEnrolment.desk(),
                NoEnrolment.invitations(authenticator()),
                new Sessions(afterHead),
                new ConnectionCounters(),
                new Notices(told -> {}, Ticker.systemTicker()),
                over::incrementAndGet));
    for (int from = 0; from < request.length && connection.isOpen(); from += piece) {
      int length = Math.min(piece, request.length - from);
      connection.writeInbound(Unpooled.copiedBuffer(request, from, length));
      connection.runPendingTasks();
    }
    String answer = answer(connection);
    assertThat(connection.isOpen()).isEqualTo(answer.isEmpty() || answer.contains(" 101 "));
    assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSizeLessThanOrEqualTo(2);
    connection.finishAndReleaseAll();
    assertThat(over).as("told of its end").hasValue(1);
    return answer + afterHead.toString(ISO_8859_1);
  }

  private static String answer(EmbeddedChannel connection) {
    StringBuilder answer = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      answer.append(out.toString(ISO_8859_1));
      out.release();
    }
    return answer.toString();
  }

  private static Authenticator authenticator() {
    return new Authenticator(
        TrustedDevices::ofIds,
        ClientAuthorizer.tokens(Map.of("t", "tester")),
        device -> device.equals("d1") ? null : "away",
        new GuessBrake(Ticker.systemTicker()),
        new Notices(told -> {}, Ticker.systemTicker()));
  }

  private record Sessions(ByteArrayOutputStream afterHead) implements UpgradeResponder.Sessions {

    @Override
    public Future<UpgradeResponder.Entry> forClient(
        Channel connection, Admission.Client client, boolean halfClose) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(
          new UpgradeResponder.Entry.Granted(
              () -> connection.pipeline().addLast(new Collector(afterHead))));
    }

    @Override
    public Future<UpgradeResponder.Entry> forDevice(
        Channel connection, Admission.Device device, boolean halfClose) {
      throw new AssertionError("nobody shows a certificate");
    }
  }

  private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
    private final ByteArrayOutputStream all;

    Collector(ByteArrayOutputStream all) {
      this.all = all;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      all.writeBytes(ByteBufUtil.getBytes(bytes));
    }
  }
}
