package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.metrics.MetricsText;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.problem.StreamLog;
import dev.portolan.transport.testing.LogLines;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRecordTest {

  @RegisterExtension final LogLines lines = LogLines.of("dev.portolan.edge.streams");

  @Test
  void writesOneLinePerStream() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      StreamProbe probe = new StreamProbe();
      SmuxStream stream =
          await(fixture.connect().openStream(Message.tcpTunnel(echo.target()), probe)).stream();
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[5_000]));
      probe.awaitBytes(5_000);
      await(stream.close());
      // 3 bytes more downwards: the OK itself.
      assertThat(lines.next())
          .matches(
              "client=tester device="
                  + fixture.deviceId()
                  + " type=tcp target="
                  + echo.target()
                  + " seconds=[0-9]+\\.[0-9]{3} up=5000 down=5003 end=\"client closed\"");
      fixture.awaitIdle();
      assertThat(lines.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, device broke off",
    "ABORTED, service reset",
    "LOST, device lost",
    "LIMIT, device over a limit",
    "CANCELLED, device gave up",
    "REFUSED, device full",
  })
  void namesCauseOfResetByDevice(ResetCause cause, String words) throws Exception {
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device ->
                device.withHandler(
                    0x7f,
                    (stream, opening) ->
                        stream
                            .writeAndFlush(Message.ok().encode(stream.alloc()))
                            .addListener(sent -> stream.reset(cause))))) {
      fixture.connect().openStream(Message.of(0x7f, new byte[0]), new StreamProbe());
      assertThat(lines.next()).endsWith(" end=\"" + words + '"');
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, client broke off",
    "ABORTED, program reset",
    "LOST, client lost",
    "LIMIT, client over a limit",
    "CANCELLED, client gave up",
    "REFUSED, client full",
  })
  void namesCauseOfResetByClient(ResetCause cause, String words) throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      await(fixture.connect().openStream(Message.tcpTunnel(echo.target()), new StreamProbe()))
          .stream()
          .reset(cause);
      assertThat(lines.next()).endsWith(" end=\"" + words + '"');
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE_RESETS, service reset",
    "PROGRAM_RESETS, program reset",
    "DEVICE_IS_KILLED, device lost",
    "DEVICE_LINK_IS_CUT, device lost",
    "CLIENT_LINK_IS_RESET, client lost",
    "CLIENT_LINK_IS_CUT, client lost",
  })
  void distinguishesLostConnectionFromReset(EndPathTest.Breach breach, String words)
      throws Exception {
    try (TunnelPath path = new TunnelPath()) {
      path.service().getOutputStream().write(1);
      assertThat(path.program().getInputStream().read()).as("connected").isOne();
      EndPathTest.happen(breach, path);
      assertThat(lines.next()).endsWith(" end=\"" + words + '"');
    }
  }

  @Test
  void writesRefusalsWithSanitizedText() throws Exception {
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge.withStreams(request -> request.refusal(AccessRules.NONE)),
            device -> device)) {
      Message evil =
          Message.pty(
              PtyCommand.start(80, 24, "sh\u001b]0;owned\u0007 end=ok\nclient=root", List.of()));
      awaitFailure(fixture.connect().openStream(evil, new StreamProbe()));
      String line = lines.next();
      assertThat(line)
          .startsWith("client=tester device=")
          .contains(" type=run target=\"'sh end=ok client=root'\" ")
          .contains(
              " up=0 down=0 end=\"refused: you may not run 'sh end=ok client=root' on this device");
      assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
      awaitFailure(
          fixture
              .connect()
              .openStream(Message.tcpTunnel(new HostPort("::1", 22)), new StreamProbe()));
      assertThat(lines.next()).contains(" type=tcp target=[::1]:22 ");
    }
  }

  private static final StreamRequest RELOAD = StreamRequest.of("tester", "d1", Message.reload());

  private final StreamCounters counters = new StreamCounters();
  private final StreamRecord record =
      new StreamRecord(
          RELOAD, counters, new StreamLog("dev.portolan.edge.streams", Ticker.systemTicker()));

  @Test
  void itsBytesCountForAllStreams() throws Exception {
    record.up(7);
    record.up(1);
    record.down(3);
    MetricsText text = new MetricsText();
    counters.describe(text);
    assertThat(text.toString())
        .contains(
            "portolan_stream_bytes_total{direction=\"to_device\"} 8",
            "portolan_stream_bytes_total{direction=\"from_device\"} 3");
    assertThat(record.ended("closed")).isTrue();
    assertThat(lines.next())
        .matches(
            "client=tester device=d1 type=reload target=- seconds=[0-9]{1,2}\\.[0-9]{3} up=8"
                + " down=3 end=closed");
  }

  @Test
  void isAnsweredOnceTheDeviceHasSentAnything() {
    record.up(1);
    assertThat(record.isAnswered()).isFalse();
    record.down(1);
    assertThat(record.isAnswered()).isTrue();
  }

  @Test
  void whatEndsAStreamFirstIsWhatIsWritten() throws Exception {
    assertThat(record.ended("no longer allowed")).isTrue();
    assertThat(record.ended("client closed")).isFalse();
    record.refused("too late");
    assertThat(lines.next()).endsWith(" end=\"no longer allowed\"");
    assertThat(lines.rest()).isEmpty();
  }
}
