package dev.portolan.transport.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceNews;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.SessionStreams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of an edge's reports, and of an edge that does not keep to them. */
class DeviceWatchesTest {
  private static final int FIN = 1;
  private static final int DATA = 2;
  private static final int FIRST = 3;
  private static final int SECOND = 5;

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final SmuxSession session =
      SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
  private final DeviceWatches watches =
      new DeviceWatches(
          session.eventLoop(), new SessionStreams(session, "edge.test", true, () -> {}));
  private final Told told = new Told();

  private static final class Told implements PresenceListener {
    private final List<Map<String, Presence>> states = new ArrayList<>();
    private int ends;
    private boolean fails;

    @Override
    public void told(Map<String, Presence> changed) {
      assertThat(ends).isZero();
      if (fails) {
        throw new IllegalStateException("on purpose");
      }
      states.add(changed);
    }

    @Override
    public void ended() {
      ends++;
    }
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private DeviceWatch watch(String... ids) {
    return watch(List.of(ids));
  }

  private DeviceWatch watch(List<String> ids) {
    DeviceWatch watch = watches.watch(ids, told);
    connection.runPendingTasks();
    return watch;
  }

  private void receive(int kind, int stream, ByteBuf payload) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeByte(2).writeByte(kind).writeShortLE(payload.readableBytes()).writeIntLE(stream);
    connection.writeInbound(Unpooled.wrappedBuffer(frame, payload));
    connection.runPendingTasks();
  }

  private void receive(int stream, Message message) {
    receive(DATA, stream, message.encode(connection.alloc()));
  }

  /** The requests that were sent, whole. */
  private String sent() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      all.append(out.toString(StandardCharsets.ISO_8859_1));
      out.release();
    }
    return all.toString();
  }

  private void assertEnded() {
    connection.runPendingTasks();
    assertThat(told.ends).isEqualTo(1);
    assertThat(session.streamCount()).isZero();
  }

  @Test
  void tellsOfAllDevicesAndThenOfThoseThatChange() {
    watch("a", "b");
    assertThat(sent()).contains("a\nb");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED, Presence.UNKNOWN)));
    receive(FIRST, new PresenceNews(Map.of("a", Presence.AWAY)).toMessage());

    assertThat(told.states)
        .containsExactly(
            Map.of("a", Presence.CONNECTED, "b", Presence.UNKNOWN), Map.of("a", Presence.AWAY));
    assertThat(told.ends).isZero();
  }

  @Test
  void asksForManyDevicesOnSeveralStreams() {
    List<String> ids =
        IntStream.rangeClosed(0, PresenceWatch.MAX_IDS).mapToObj(i -> "d" + i).toList();
    watch(ids);
    assertThat(session.streamCount()).isEqualTo(2);
    receive(SECOND, PresenceWatch.ok(List.of(Presence.AWAY)));
    assertThat(told.states).containsExactly(Map.of("d256", Presence.AWAY));
    receive(FIRST, PresenceWatch.ok(ids.stream().limit(256).map(id -> Presence.AWAY).toList()));
    assertThat(told.states.getLast()).hasSize(256).doesNotContainKey("d256");
  }

  @Test
  void asksForAsManyAsFitOnOneStream() {
    watch(IntStream.range(0, PresenceWatch.MAX_IDS).mapToObj(i -> "d" + i).toList());
    assertThat(session.streamCount()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoIdWhenItIsAsked() {
    List<String> ids = new ArrayList<>();
    IntStream.range(0, PresenceWatch.MAX_IDS).forEach(i -> ids.add("d" + i));
    ids.add("b c");
    assertThatIllegalArgumentException().isThrownBy(() -> watches.watch(ids, told));
    connection.runPendingTasks();
    assertThat(session.streamCount()).isZero();
  }

  @Test
  void aRefusalEndsAllOfIt() {
    watch(IntStream.range(0, 300).mapToObj(i -> "d" + i).toList());
    receive(SECOND, Message.error("no"));
    assertEnded();
  }

  @Test
  void anAnswerOfAnotherLengthEndsIt() {
    watch("a", "b");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    assertEnded();
    assertThat(told.states).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+c", "a", "", "+a\n+c"})
  void newsThatNobodyAskedForEndIt(String news) {
    watch("a", "b");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED, Presence.CONNECTED)));
    ByteBuf message = Unpooled.buffer().writeByte(MessageType.PRESENCE.code());
    message.writeShort(news.length()).writeCharSequence(news, StandardCharsets.US_ASCII);
    receive(DATA, FIRST, message);
    assertEnded();
    assertThat(told.states).hasSize(1);
  }

  @Test
  void anotherMessageEndsIt() {
    watch("a");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    receive(FIRST, Message.ok("+a"));
    assertEnded();
  }

  @Test
  void whatIsNoMessageEndsIt() {
    watch("a");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    receive(DATA, FIRST, Unpooled.wrappedBuffer(new byte[] {99, 0, 0}));
    assertEnded();
  }

  @Test
  void aListenerThatFailsEndsIt() {
    watch("a");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    told.fails = true;
    receive(FIRST, new PresenceNews(Map.of("a", Presence.AWAY)).toMessage());
    assertEnded();
  }

  @Test
  void theEndOfAStreamEndsIt() {
    watch("a");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    receive(FIN, FIRST, Unpooled.EMPTY_BUFFER);
    assertEnded();
  }

  @Test
  void theEndOfTheSessionEndsIt() {
    watch("a");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    connection.close();
    assertEnded();
  }

  @Test
  void nothingIsToldAfterItWasCancelled() {
    DeviceWatch watch = watch("a");
    receive(FIRST, PresenceWatch.ok(List.of(Presence.CONNECTED)));
    watch.close();
    connection.runPendingTasks();
    assertThat(session.streamCount()).isZero();
    receive(FIRST, new PresenceNews(Map.of("a", Presence.AWAY)).toMessage());
    assertThat(told.states).hasSize(1);
    assertThat(told.ends).isZero();
  }

  @Test
  void cancelsWhatWasNotAnsweredYet() {
    watch("a").close();
    connection.runPendingTasks();
    assertThat(session.streamCount()).isZero();
    assertThat(told.ends).isZero();
  }

  @Test
  void anAnswerThatCrossesTheEndIsNotTold() {
    Future<SmuxStream> stream = session.open(new ChannelInboundHandlerAdapter());
    Promise<OpenedStream> opening = session.eventLoop().newPromise();
    opening.setUncancellable();
    new DeviceWatches(session.eventLoop(), (request, afterOk, timeout) -> opening)
        .watch(List.of("a"), told)
        .close();
    connection.runPendingTasks();
    opening.setSuccess(new OpenedStream(stream.getNow(), new byte[] {'+'}));
    connection.runPendingTasks();
    assertThat(told.states).isEmpty();
    assertThat(session.streamCount()).isZero();
  }

  @Test
  void endsAllTogether() {
    watch("a");
    watch("b").close();
    watches.end();
    assertEnded();
    watches.end();
    assertThat(told.ends).isEqualTo(1);
  }

  @Test
  void aWatchThatComesAfterTheEndIsOver() {
    watches.end();
    watch("a");
    assertEnded();
    assertThat(sent()).isEmpty();
  }
}
