package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.enrol.InvitationRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client that waits for a device gets, on a clock that the test turns. */
class InvitationWaitTest {
  private static final int NO_TIMER = -1;
  private static final String END = "0\r\n\r\n";

  private final DeviceInvitation invitation =
      new DeviceInvitation(
          new InvitationCode("0".repeat(20), "1".repeat(20)),
          URI.create("https://edge:1"),
          Duration.ofSeconds(75));
  private final Promise<String> device = ImmediateEventExecutor.INSTANCE.newPromise();
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private int over;

  @BeforeEach
  void start() {
    connection.freezeTime(); // Before the handler begins to count.
    connection
        .pipeline()
        .addLast(
            new HttpResponseEncoder(),
            new InvitationWait(
                new InvitationDesk.Answer.Invited(invitation, device, () -> over++)));
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  /** What was sent since the last call. */
  private String sent() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
      text.append(part.toString(US_ASCII));
      part.release();
    }
    return text.toString();
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }

  private static String chunk(String line) {
    return Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n";
  }

  private void assertOver() {
    assertThat(connection.isOpen()).isFalse();
    assertThat(over).isOne();
    assertThat(connection.runScheduledPendingTasks()).as("timers").isEqualTo(NO_TIMER);
  }

  @Test
  void theInvitationComesAtOnceThenAnEmptyLineEachThirtySeconds() {
    assertThat(sent())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .containsIgnoringCase("\r\ntransfer-encoding: chunked\r\n")
        .containsIgnoringCase("\r\ncache-control: no-store\r\n")
        .containsIgnoringCase("\r\nconnection: close\r\n")
        .endsWith("\r\n\r\n" + chunk(invitation.toLine()));
    for (int i = 0; i < 2; i++) {
      pass(29_999);
      assertThat(sent()).isEmpty();
      pass(1);
      assertThat(sent()).isEqualTo(chunk(""));
    }
    assertThat(over).isZero();
  }

  @Test
  void theDeviceThatComesEndsTheWait() {
    sent();
    device.setSuccess("id-7");

    assertThat(sent()).isEqualTo(chunk(InvitationRequest.DEVICE_LINE + "id-7") + END);
    assertOver();
  }

  @Test
  void theWaitEndsWithTheInvitation() {
    sent();
    pass(74_999);
    assertThat(connection.isOpen()).isTrue();
    sent();
    pass(1);

    assertThat(sent()).isEqualTo(END);
    assertOver();
    device.setSuccess("late");
    assertThat(sent()).isEmpty();
  }

  @Test
  void whoIsNotToldWhoCameIsToldTheEnd() {
    sent();
    device.setFailure(new IOException("not for you"));

    assertThat(sent()).isEqualTo(END);
    assertOver();
  }

  @Test
  void aClientThatLeavesNoLongerWaits() {
    sent();
    connection.close();

    assertOver();
    device.setSuccess("late");
    assertThat(sent()).isEmpty();
    assertThat(over).isOne();
  }

  @Test
  void whatTheClientSaysIsDropped() {
    ByteBuf more = Unpooled.copiedBuffer("more", US_ASCII);

    assertThat(connection.writeInbound(more)).as("anything passed on").isFalse();
    assertThat(more.refCnt()).isZero();
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void aConnectionThatFailsIsClosed() {
    connection.pipeline().fireExceptionCaught(new IOException("reset"));

    assertOver();
  }
}
