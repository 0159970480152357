package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Effects of a client on another one of the same device. */
class SharesPathTest {

  private static final String OTHER_TOKEN = "other-token";
  private static final int CONNECTIONS = 16;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final EdgeFixture fixture =
      EdgeFixture.start(
          edge ->
              edge.withClients(
                      ClientAuthorizer.tokens(
                          Map.of(EdgeFixture.TOKEN, "greedy", OTHER_TOKEN, "neighbour")))
                  .withClientConnections(CONNECTIONS)
                  .withNotices(notices::add),
          device -> device);
  private final EdgeClient greedy = fixture.connect();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void sixHundredAbandonedStreamsDoNotAffectOthers() throws Exception {
    try (LocalService echo = LocalService.echo();
        Neighbour neighbour = new Neighbour(connectOther(), echo, 50)) {
      neighbour.begin();
      abandon(greedy, 600);
      neighbour.awaitRounds(5);
      assertThat(greedy.session().isOpen()).isTrue();
      assertThat(fixture.edge().sessionCount()).isEqualTo(3);
      // Answers are only delayed.
      await(await(greedy.openStream(Message.reload(), new StreamProbe())).stream().close());
      assertThat(notices).singleElement().asString().contains("client greedy", "answered late");
      neighbour.report("600 abandoned streams");
      fixture.awaitUntil(
          () -> fixture.edge().openingCount() == 0, () -> "places of streams are not given back");
    }
    fixture.awaitIdle();
  }

  @Test
  void persistentAbandoningIsRefusedThenClosesTheSession() throws Exception {
    try (LocalService echo = LocalService.echo();
        Neighbour neighbour = new Neighbour(connectOther(), echo, 10)) {
      neighbour.begin();
      abandon(greedy, 1_000);
      assertThat(awaitFailure(greedy.openStream(Message.reload(), new StreamProbe())))
          .isInstanceOf(EdgeException.class)
          .hasMessageContaining("gave up too many streams before they were answered");
      for (int i = 0; greedy.session().isOpen() && i < 10; i++) {
        abandon(greedy, 400);
      }
      await(greedy.session().closeFuture());
      neighbour.awaitRounds(5);
      assertThat(fixture.edge().devices()).hasSize(1);
      assertThat(notices)
          .anyMatch(notice -> notice.contains("new ones are refused"))
          .anyMatch(notice -> notice.contains("its session is ended"));
      neighbour.report("streams abandoned until the session ended");
    }
  }

  @Test
  void thousandOpenStreamsLeaveRoomForAnotherClient() throws Exception {
    try (LocalService echo = LocalService.echo()) {
      List<SmuxStream> held = hold(echo, 1_000);
      try (Neighbour neighbour = new Neighbour(connectOther(), echo, 50)) {
        assertThat(awaitFailure(open(greedy, echo)))
            .hasMessageContaining(
                "lets one user have 512 streams on a device while others use it; close some");
        neighbour.begin();
        neighbour.awaitRounds(5);
        neighbour.report("1,000 held streams");
      }
      held.forEach(SmuxStream::close);
    }
    fixture.awaitIdle();
  }

  @Test
  void singleClientGetsAllStreamsOfTheDevice() throws Exception {
    try (LocalService echo = LocalService.echo()) {
      List<SmuxStream> held = hold(echo, 1_023);
      EdgeClient second = fixture.connect();
      SmuxStream last = await(open(second, echo)).stream();
      assertThat(awaitFailure(open(second, echo)))
          .hasMessageContaining("lets one user have 1024 streams on a device; close some");
      assertThat(notices).singleElement().asString().contains("client greedy on ");
      await(last.close());
      fixture.awaitUntil(
          () -> fixture.edge().streamCount() == 1_023, () -> "the last stream is still there");
      await(await(open(second, echo)).stream().close());
      held.forEach(SmuxStream::close);
    }
    fixture.awaitIdle();
  }

  @Test
  void limitsPartialMessagesOfOneClient() throws Exception {
    try (LocalService echo = LocalService.echo();
        Neighbour neighbour = new Neighbour(connectOther(), echo, 10)) {
      neighbour.begin();
      List<StreamProbe> probes = new ArrayList<>();
      for (int session = 0; session < 8; session++) {
        EdgeClient client = fixture.connect();
        for (int i = 0; i < 500; i++) {
          StreamProbe probe = new StreamProbe();
          probes.add(probe);
          client.session().open(probe).addListener(SharesPathTest::sendHalf);
        }
      }
      fixture.awaitUntil(
          () -> probes.stream().filter(p -> p.text().contains("this edge")).count() > 2_000,
          () -> "nothing was refused");
      neighbour.awaitRounds(5);
      neighbour.report("4,000 half-sent first messages");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
  void twoHundredShellsDoNotAffectOthersAndExcessIsRefused() throws Exception {
    try (LocalService echo = LocalService.echo();
        Neighbour neighbour = new Neighbour(connectOther(), echo, 50)) {
      neighbour.begin();
      List<Future<OpenedStream>> starting = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        starting.add(shell());
      }
      List<SmuxStream> shells = new ArrayList<>();
      for (Future<OpenedStream> start : starting) {
        shells.add(await(start).stream());
      }
      neighbour.awaitRounds(1);
      neighbour.report("the start of 200 shells");
      assertThat(fixture.device().terminalCount()).isEqualTo(200);
      for (int i = 200; i < 240; i++) {
        shells.add(await(shell()).stream());
      }
      assertThat(awaitFailure(shell()))
          .hasMessageContaining("lets one user have 240 shells on a device");
      shells.forEach(SmuxStream::close);
    }
    fixture.awaitIdle();
  }

  @Test
  void hangingLookUpsOfOneClientDoNotDelayOthers() throws Exception {
    EdgeClient other = connectOther();
    try (LocalService echo = LocalService.echo()) {
      for (int i = 0; i < 90; i++) {
        HostPort hung = new HostPort("n" + i + HungNames.SUFFIX, 80);
        greedy.openStream(Message.tcpTunnel(hung), new StreamProbe());
      }
      fixture.awaitUntil(
          () -> HungNames.count() >= 32, () -> "only " + HungNames.count() + " hang");
      Future<OpenedStream> byAddress = open(other, echo);
      Future<OpenedStream> byName = open(other, "localhost", echo.port());
      Future<OpenedStream> ownByAddress = open(greedy, echo);
      await(byAddress);
      await(byName);
      await(ownByAddress);
      // Otherwise each would be refused after the look-up timeout of 5 s.
      assertThat(HungNames.count()).isEqualTo(32);
      for (Future<OpenedStream> opened : List.of(byAddress, byName, ownByAddress)) {
        await(opened.getNow().stream().close());
      }
      HungNames.release();
      fixture.awaitUntil(
          () -> {
            HungNames.release();
            return HungNames.count() == 0 && fixture.edge().streamCount() == 0;
          },
          () -> HungNames.count() + " look-ups go on");
    }
    fixture.awaitIdle();
  }

  /** Shells start sequentially, which takes long on a busy machine. */
  private Future<OpenedStream> shell() {
    PtyCommand command = PtyCommand.start(80, 24, "sh", List.of("-c", "read x"));
    return greedy.openStream(Message.pty(command), new StreamProbe(), Duration.ofMinutes(1));
  }

  private static void sendHalf(Future<? super SmuxStream> opened) {
    SmuxStream stream = (SmuxStream) opened.getNow();
    ByteBuf half = Unpooled.buffer(5_000).writeByte(0x20).writeShort(60_000).writeZero(4_997);
    stream.writeAndFlush(half);
  }

  private List<SmuxStream> hold(LocalService echo, int count) {
    List<Future<OpenedStream>> opening = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      opening.add(open(greedy, echo));
    }
    return opening.stream().map(opened -> await(opened).stream()).toList();
  }

  private static Future<OpenedStream> open(EdgeClient client, LocalService service) {
    return open(client, service.target().host(), service.port());
  }

  private static Future<OpenedStream> open(EdgeClient client, String host, int port) {
    return client.openStream(Message.tcpTunnel(new HostPort(host, port)), new StreamProbe());
  }

  /** Opens streams and closes each before it can be answered. */
  private static void abandon(EdgeClient client, int count) {
    for (int i = 0; i < count; i++) {
      Future<SmuxStream> opened = client.session().open(new Ignored());
      if (opened.awaitUninterruptibly().isSuccess()) {
        SmuxStream stream = opened.getNow();
        stream.write(Message.reload().encode(stream.alloc()));
        stream.flush();
        stream.close();
      }
    }
  }

  private EdgeClient connectOther() {
    return fixture
        .own(
            new OwnedClient(
                await(
                    fixture.connect(
                        fixture.endpoint().withAuthorization(Authorization.of(OTHER_TOKEN))))))
        .client();
  }

  private record OwnedClient(EdgeClient client) implements AutoCloseable {
    @Override
    public void close() {
      await(client.close());
    }
  }

  private static final class Ignored extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
      ReferenceCountUtil.release(msg);
    }
  }

  @Test
  void refusesConnectionsAboveUserLimit() {
    List<EdgeClient> more = new ArrayList<>();
    for (int i = 1; i < CONNECTIONS; i++) {
      more.add(fixture.connect());
    }
    Throwable refused = EdgeFixture.awaitFailure(fixture.connect(fixture.endpoint()));
    assertThat(refused)
        .hasMessage(
            "localhost takes no more connections of yours now (429): this edge lets one user have"
                + " 16 connections at once; close some and try again");
    assertThat(greedy.session().isOpen()).isTrue();
    EdgeFixture.await(connectOther().close());
    EdgeFixture.await(more.getLast().close());
    // One of them is the device's.
    fixture.awaitUntil(
        () -> fixture.edge().sessionCount() == CONNECTIONS, () -> "a closed connection counts");
    fixture.connect();
    assertThat(notices)
        .containsExactly(
            "client greedy has 16 connections, as many as it may have: new ones are refused.");
  }
}
