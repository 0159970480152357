package dev.portolan.transport.dial;

import dev.portolan.transport.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers.
 *
 * <p>An address that keeps silent does not hold up the others: the next one is tried after a short
 * while beside it, or at once when it fails. On the attempt's event loop only.
 */
final class Dialer {
  /** The head start of each address before the next. */
  static final long HEAD_START_MILLIS = 300;

  private static final int MAX_ADDRESSES = 8;

  private final Attempt<?> attempt;
  private final Function<InetSocketAddress, Dial> dials;
  private final Deque<InetSocketAddress> left;
  private final BiConsumer<Channel, InetSocketAddress> connected;
  private final Consumer<Failure> failed;
  private @Nullable Failure first;
  private @Nullable Future<?> nextDial;
  private int underWay;
  private boolean done;

  /** How to reach one address. */
  record Dial(Bootstrap bootstrap, InetSocketAddress target) {}

  /** The address that was tried first, and what came of it. */
  record Failure(InetSocketAddress address, Throwable cause) {}

  Dialer(
      Attempt<?> attempt,
      List<InetSocketAddress> addresses,
      Function<InetSocketAddress, Dial> dials,
      BiConsumer<Channel, InetSocketAddress> connected,
      Consumer<Failure> failed) {
    this.attempt = attempt;
    this.dials = dials;
    this.left = new ArrayDeque<>(addresses.stream().limit(MAX_ADDRESSES).toList());
    this.connected = connected;
    this.failed = failed;
  }

  /** Tries the next address, if one is left. */
  void next() {
    if (done || attempt.isOver()) {
      return;
    }
    if (nextDial != null) {
      nextDial.cancel(false);
      nextDial = null;
    }
    InetSocketAddress address = left.poll();
    if (address == null) {
      if (underWay == 0 && first != null) {
        done = true;
        failed.accept(first);
      }
      return;
    }
    underWay++;
    Dial dial = dials.apply(address);
    ChannelFuture connecting = dial.bootstrap().connect(dial.target());
    // Where the system has no socket for it, it is told on another thread, of a channel that is
    // none.
    if (connecting.channel().isRegistered()) {
      attempt.own(connecting.channel());
    }
    connecting.addListener(
        ignored -> EventLoops.onLoop(attempt.loop(), () -> finished(connecting, address)));
    if (!left.isEmpty()) {
      nextDial = attempt.after(HEAD_START_MILLIS, this::next);
    }
  }

  private void finished(ChannelFuture connecting, InetSocketAddress address) {
    underWay--;
    if (done || attempt.isOver()) {
      attempt.drop(connecting.channel());
      return;
    }
    if (connecting.isSuccess()) {
      done = true;
      connected.accept(connecting.channel(), address);
      return;
    }
    attempt.drop(connecting.channel());
    if (first == null) {
      first = new Failure(address, connecting.cause());
    }
    next();
  }
}
