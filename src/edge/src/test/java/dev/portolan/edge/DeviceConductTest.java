package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceConductTest {

  @Test
  void refusesUnknownTypeWithoutAffectingOthers() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      EdgeClient client = fixture.connect();
      StreamProbe probe = new StreamProbe();
      SmuxStream neighbour =
          await(client.openStream(Message.tcpTunnel(echo.target()), probe)).stream();
      assertThat(awaitFailure(client.openStream(Message.of(0x7f, new byte[3]), new StreamProbe())))
          .hasMessageContaining("does not support message type 0x7f");
      neighbour.writeAndFlush(Unpooled.copiedBuffer("fine", StandardCharsets.UTF_8));
      probe.awaitBytes(4);
      await(neighbour.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void refusesMalformedRequests() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      byte[] noPort = "localhost".getBytes(StandardCharsets.UTF_8);
      assertThat(awaitFailure(client.openStream(Message.of(0x10, noPort), new StreamProbe())))
          .hasMessageContaining("has no port");
      byte[] noJson = "{".getBytes(StandardCharsets.UTF_8);
      assertThat(awaitFailure(client.openStream(Message.of(0x12, noJson), new StreamProbe())))
          .hasMessageContaining("not well-formed JSON");
      fixture.awaitIdle();
    }
  }

  @Test
  void refusesGoAwayAndAnswersFromClients() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      for (Message message : new Message[] {Message.goAway(), Message.ok(), Message.error("no")}) {
        assertThat(awaitFailure(client.openStream(message, new StreamProbe())))
            .hasMessageContaining("a client may not send");
      }
      fixture.awaitIdle();
    }
  }

  @Test
  void handlerExceptionEndsOnlyItsStream() {
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device ->
                device
                    .withHandler(
                        0x60,
                        (stream, request) -> {
                          throw new IllegalStateException("a secret");
                        })
                    .withHandler(
                        0x61,
                        (stream, request) ->
                            stream.writeAndFlush(
                                Message.ok("got " + request.text()).encode(stream.alloc()))))) {
      EdgeClient client = fixture.connect();
      assertThat(awaitFailure(client.openStream(Message.of(0x60, new byte[0]), new StreamProbe())))
          .hasMessageContaining("failed to handle message type 0x60")
          .hasMessageNotContaining("secret");
      byte[] text = "this".getBytes(StandardCharsets.UTF_8);
      var opened = await(client.openStream(Message.of(0x61, text), new StreamProbe()));
      assertThat(new String(opened.okPayload(), StandardCharsets.UTF_8)).isEqualTo("got this");
      await(opened.stream().close());
      fixture.awaitIdle();
    }
  }

  @Test
  void answersReloadsAtOnceAndCoalescesThem() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger reloads = new AtomicInteger();
    LinkedBlockingQueue<Integer> done = new LinkedBlockingQueue<>();
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device ->
                device.withReload(
                    () -> {
                      int number = reloads.incrementAndGet();
                      go.await();
                      done.add(number);
                    }))) {
      EdgeClient client = fixture.connect();
      await(client.openStream(Message.reload(), new StreamProbe()));
      fixture.awaitUntil(() -> reloads.get() == 1, () -> "does not reload");
      await(client.openStream(Message.reload(), new StreamProbe()));
      for (int i = 0; i < 5; i++) {
        assertThat(awaitFailure(client.openStream(Message.reload(), new StreamProbe())))
            .hasMessageContaining("busy");
      }
      go.countDown();
      assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
      await(client.openStream(Message.reload(), new StreamProbe()));
      assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(3);
    }
  }

  @Test
  void usesItsOwnSessionSettings() {
    // Only one stream at a time: the second is refused by the session itself.
    SmuxConfig one = SmuxConfig.defaults().withMaxStreams(1, 1);
    try (EdgeFixture fixture = EdgeFixture.start(edge -> edge, device -> device.withSmux(one))) {
      EdgeClient client = fixture.connect();
      StreamProbe screen = new StreamProbe();
      var pty = await(PtyStream.open(client, new PtySize(80, 24), "cat", List.of(), screen));
      assertThat(awaitFailure(client.openStream(Message.reload(), new StreamProbe())))
          .isInstanceOf(EdgeException.class);
      await(pty.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void edgeClosesSilentStream() {
    // The stream is opened with a flush and no message, as a stuck client would.
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      StreamProbe probe = new StreamProbe();
      SmuxStream silent = await(client.session().open(probe));
      silent.flush();
      long start = System.nanoTime();
      probe.awaitEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(9));
      await(silent.close());
      fixture.awaitIdle();
    }
  }
}
