package dev.portolan.transport.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.testing.SteppedLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.local.LocalChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Order of the data in each direction for all interleavings of two event loops: R is a read, F
 * attaches the far end from a foreign thread, T runs the pending tasks of the reading loop.
 */
class RelayOrderTest {
  private static final int READS = 3;

  private final SteppedLoop nearLoop = new SteppedLoop();
  private final SteppedLoop farLoop = new SteppedLoop();
  private final Taken takenByNear = new Taken();
  private final Taken takenByFar = new Taken();
  private final Channel near = channel(nearLoop, takenByNear);
  private final Channel far = channel(farLoop, takenByFar);

  @AfterEach
  void stop() {
    nearLoop.close();
    farLoop.close();
  }

  private static Channel channel(SteppedLoop loop, Taken taken) {
    Channel channel = new LocalChannel();
    loop.run(
        () -> {
          loop.loop().register(channel);
          channel.pipeline().addLast(taken);
        });
    return channel;
  }

  /** Records a channel's writes in order. */
  private static final class Taken extends ChannelOutboundHandlerAdapter {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ByteBuf bytes = (ByteBuf) message;
      text.append(bytes.toString(US_ASCII));
      bytes.release();
      promise.setSuccess();
    }
  }

  private static List<String> interleavings() {
    List<String> all = new ArrayList<>();
    for (int start = 0; start <= READS; start++) {
      for (int turn = start; turn <= READS; turn++) {
        all.add(
            "R".repeat(start) + "F" + "R".repeat(turn - start) + "T" + "R".repeat(READS - turn));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("interleavings")
  void bytesReadWhileTheFarEndIsAttachedOvertakeNothing(String order) {
    Relay relay = new Relay(near, RelayMeter.NONE);
    nearLoop.turn();
    play(order, relay, nearLoop, near);
    farLoop.run(() -> far.pipeline().addLast(relay.farHandler()));
    settle();
    assertThat(takenByFar.text).hasToString("ABC");
  }

  @ParameterizedTest
  @MethodSource("interleavings")
  void bytesOfAFarEndThatSendsFirstOvertakeNothing(String order) {
    Relay relay = new Relay(near, RelayMeter.NONE);
    nearLoop.turn();
    farLoop.run(() -> far.pipeline().addLast(relay.farHandler()));
    play(order, relay, farLoop, far);
    settle();
    assertThat(takenByNear.text).hasToString("ABC");
  }

  /** A relay may be started from any thread. */
  @Test
  void doesNotStartBeforeListenersAreAttached() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    nearLoop.turn();
    nearLoop.run(() -> near.pipeline().fireChannelRead(text('A')));
    assertThat(takenByFar.text).isEmpty();
    farLoop.turn();
    farLoop.run(() -> far.pipeline().fireChannelRead(text('a')));
    settle();
    assertThat(takenByFar.text).hasToString("A");
    assertThat(takenByNear.text).hasToString("a");
  }

  @Test
  void aFarEndThatConnectsLaterIsReadThen() {
    Relay relay = new Relay(near, RelayMeter.NONE);
    nearLoop.turn();
    relay.start(far);
    settle();
    farLoop.run(() -> far.pipeline().addLast(relay.farHandler()));
    farLoop.run(() -> far.pipeline().fireChannelActive());
    farLoop.run(() -> far.pipeline().fireChannelRead(text('a')));
    settle();
    assertThat(takenByNear.text).hasToString("a");
  }

  private void play(String order, Relay relay, SteppedLoop loop, Channel reading) {
    char next = 'A';
    for (int at = 0; at < order.length(); at++) {
      switch (order.charAt(at)) {
        case 'R' -> {
          ByteBuf bytes = text(next++);
          loop.run(() -> reading.pipeline().fireChannelRead(bytes));
        }
        case 'F' -> relay.start(far);
        case 'T' -> loop.turn();
        default -> throw new IllegalArgumentException(order);
      }
    }
  }

  private void settle() {
    nearLoop.turn();
    farLoop.turn();
    nearLoop.turn();
  }

  private static ByteBuf text(char letter) {
    return Unpooled.copiedBuffer(String.valueOf(letter), US_ASCII);
  }
}
