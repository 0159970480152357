package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpgradeHandlerTest {

  private static final String HEAD =
      RawConnection.head(
          "GET /device/d1 HTTP/1.1",
          "Authorization: t",
          "Connection: upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Protocol: qbee-v1");

  private final StringBuilder afterHead = new StringBuilder();
  private final EmbeddedChannel connection = connection();

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  @Test
  void aConnectionThatSaysNothingIsClosedAfterFifteenSeconds() {
    connection.writeInbound(Unpooled.copiedBuffer("GET / HT", ISO_8859_1));
    pass(14_999);
    assertThat(connection.isOpen()).isTrue();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void everyByteBehindTheHeadIsTheSessionsHoweverItIsCut() {
    byte[] all = (HEAD + "GET / HTTP/1.1\r\n\r\nor anything else").getBytes(ISO_8859_1);
    for (int first = 1; first < all.length; first++) {
      afterHead.setLength(0);
      EmbeddedChannel cut = connection();
      cut.writeInbound(Unpooled.copiedBuffer(all, 0, first));
      cut.writeInbound(Unpooled.copiedBuffer(all, first, all.length - first));
      assertThat(afterHead).hasToString("GET / HTTP/1.1\r\n\r\nor anything else");
      cut.finishAndReleaseAll();
    }
  }

  @Test
  void noLimitAndNoHttpIsLeftOnASession() {
    connection.writeInbound(Unpooled.copiedBuffer(HEAD, ISO_8859_1));
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 101 ");
    answer.release();
    pass(60_000);
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.pipeline().get(RequestHeadDecoder.class)).isNull();
    assertThat(connection.pipeline().get(UpgradeHandler.class)).isNull();
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }

  private EmbeddedChannel connection() {
    Doorkeeper doorkeeper =
        new Doorkeeper(
            TrustedDevices.ofIds(),
            ClientAuthorizer.tokens(Map.of("t", "tester")),
            device -> device.equals("d1"));
    RequestHeadDecoder decoder = new RequestHeadDecoder();
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime(); // Before the handler begins to count.
    channel.pipeline().addLast(decoder, new UpgradeHandler(decoder, doorkeeper, new Sessions()));
    return channel;
  }

  /** Starts "sessions" that collect what they get. */
  private final class Sessions implements UpgradeHandler.Sessions {

    @Override
    public Runnable forClient(Channel connection, Admission.Client client, boolean halfClose) {
      return () -> connection.pipeline().addLast(new Collector());
    }

    @Override
    public Future<@Nullable Runnable> forDevice(
        Channel connection, Admission.Device device, boolean halfClose) {
      throw new AssertionError("no device comes in this test");
    }
  }

  private final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
      afterHead.append(msg.toString(ISO_8859_1));
    }
  }
}
