package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SessionMemory;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.problem.Notices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets the place of a device for which two connections come, by a clock that stands still. */
class DeviceEntranceTest {
  private static final String ID = "device";

  private final EmbeddedChannel line = new EmbeddedChannel();
  private final EmbeddedChannel newcomersLine = new EmbeddedChannel();
  private final DeviceRegistry devices = new DeviceRegistry(id -> false);
  private final List<String> told = new ArrayList<>();
  private final DeviceEntrance entrance =
      new DeviceEntrance(devices, new Notices(told::add, new TurnedClock()));
  private final ConnectedDevice holder = device(line);
  private final ConnectedDevice newcomer = device(newcomersLine);
  private final SmuxSession session;
  private int streams;

  DeviceEntranceTest() {
    line.freezeTime();
    newcomersLine.freezeTime();
    assertThat(entrance.enter(holder, line.eventLoop()).getNow()).isTrue();
    session = SmuxSession.start(line, SmuxRole.SERVER, SmuxConfig.defaults(), null);
    holder.attach(session);
  }

  @AfterEach
  void stop() {
    line.finishAndReleaseAll();
    newcomersLine.finishAndReleaseAll();
  }

  private static ConnectedDevice device(EmbeddedChannel line) {
    return new ConnectedDevice(
        ID, line, true, new DeviceShares(8), SessionMemory.ofProcess().newShare());
  }

  /** Whether the newcomer has got the place; null while that is open. */
  private @Nullable Boolean result(Future<Boolean> entered) {
    newcomersLine.runPendingTasks();
    return entered.getNow();
  }

  private Future<Boolean> comes() {
    streams++;
    return entrance.enter(newcomer, newcomersLine.eventLoop());
  }

  /** A frame of the holder's on the stream that it was asked on. */
  private void holderSends(String command, String data) {
    String frame = "02" + command + String.format("%02x00", data.length() / 2);
    String id = String.format("%02x000000", 2 * streams);
    line.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(frame + id + data)));
  }

  private void holderAnswers() {
    holderSends("01", "");
  }

  private void pass(long millis) {
    newcomersLine.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    newcomersLine.runScheduledPendingTasks();
  }

  private void assertRefusedAfter(long millis) {
    Future<Boolean> entered = comes();
    assertThat(result(entered)).isNull();
    holderAnswers();
    if (millis > 0) {
      pass(millis - 1);
      assertThat(result(entered)).as("%s ms", millis - 1).isNull();
      pass(1);
    } else {
      newcomersLine.runScheduledPendingTasks();
    }
    assertThat(result(entered)).as("%s ms", millis).isFalse();
    assertThat(devices.find(ID)).isSameAs(holder);
  }

  @Test
  void whoAnswersKeepsItsPlaceAndTheOtherWaitsTwiceAsLongEachTimeUpToEightSeconds() {
    for (long millis : new long[] {0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000}) {
      assertRefusedAfter(millis);
    }
    assertThat(told).singleElement().asString().contains("two machines may have the same key");
  }

  /** A stream that is ended without a message. */
  @Test
  void theHolderIsAskedAtOnce() {
    comes();
    line.runPendingTasks();
    ByteBuf asked = line.readOutbound();
    assertThat(ByteBufUtil.hexDump(asked)).isEqualTo("0200000002000000" + "0201000002000000");
    asked.release();
  }

  @Test
  void anAnswerLeavesNothingBehind() {
    assertRefusedAfter(0);
    line.runPendingTasks();
    assertThat(session.streamCount()).isZero();
    assertThat(session.isOpen()).isTrue();
    assertThat(newcomersLine.runScheduledPendingTasks()).as("a timer").isEqualTo(-1);
  }

  /** Whatever it says, it lives. */
  @Test
  void dataIsAnAnswer() {
    Future<Boolean> entered = comes();
    holderSends("02", "ff");
    newcomersLine.runScheduledPendingTasks();
    assertThat(result(entered)).isFalse();
    line.runPendingTasks();
    assertThat(session.streamCount()).isZero();
  }

  @Test
  void whoIsSilentForTwoSecondsLosesItsPlace() {
    Future<Boolean> entered = comes();
    pass(1_999);
    assertThat(result(entered)).isNull();
    pass(1);
    assertThat(result(entered)).isTrue();
    assertThat(devices.find(ID)).isSameAs(newcomer);
    line.runPendingTasks();
    assertThat(session.isOpen()).isFalse();
    assertThat(told).singleElement().asString().contains("took the place of its old connection");
  }

  @Test
  void aPlaceWhoseHolderEndsByItselfIsFreeAtOnce() {
    Future<Boolean> entered = comes();
    devices.forget(holder);
    line.close();
    assertThat(result(entered)).isTrue();
    assertThat(devices.find(ID)).isSameAs(newcomer);
    assertThat(told).isEmpty();
    assertThat(newcomersLine.runScheduledPendingTasks()).as("a timer").isEqualTo(-1);
  }

  @Test
  void aPlaceThatAThirdOneGotMeanwhileIsItsOwn() {
    Future<Boolean> entered = comes();
    ConnectedDevice third = device(new EmbeddedChannel());
    devices.forget(holder);
    assertThat(devices.enter(third)).isNull();
    line.close();
    assertThat(result(entered)).isFalse();
    assertThat(devices.find(ID)).isSameAs(third);
  }

  @Test
  void aHolderThatCannotBeAskedIsGone() {
    session.close();
    line.runPendingTasks();
    assertThat(result(comes())).isTrue();
    assertThat(devices.find(ID)).isSameAs(newcomer);
  }

  @Test
  void whoWasSentAwayIsNotAsked() {
    holder.setSentAway();
    assertThat(comes().getNow()).isTrue();
    assertThat(devices.find(ID)).isSameAs(newcomer);
    assertThat(session.streamCount()).isZero();
  }
}
