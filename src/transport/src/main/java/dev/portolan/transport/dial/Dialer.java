package dev.portolan.transport.dial;

import dev.portolan.transport.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers.
 *
 * <p>An address that keeps silent does not hold up the others: the next one is tried after a short
 * while beside it, or at once when it fails. Those that are behind when one answers are given up.
 * On the attempt's event loop only.
 */
public final class Dialer {
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
  private final Set<Channel> underWay = new HashSet<>();
  private boolean done;

  /** How to reach one address. */
  public record Dial(Bootstrap bootstrap, InetSocketAddress target) {}

  /** The address that was tried first, and what came of it. */
  public record Failure(InetSocketAddress address, Throwable cause) {}

  /**
   * Prepares to connect.
   *
   * @param addresses at least one; those beyond the eighth are not tried
   * @param dials says how to reach each of them
   * @param connected hears of the first that answers, whose channel the attempt owns
   * @param failed hears that none does, once none is left, and of the first failure
   */
  public Dialer(
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
  public void next() {
    if (done || attempt.isOver()) {
      return;
    }
    if (nextDial != null) {
      nextDial.cancel(false);
      nextDial = null;
    }
    InetSocketAddress address = left.poll();
    if (address == null) {
      if (underWay.isEmpty() && first != null) {
        done = true;
        failed.accept(first);
      }
      return;
    }
    Dial dial = dials.apply(address);
    ChannelFuture connecting = dial.bootstrap().connect(dial.target());
    underWay.add(connecting.channel());
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
    underWay.remove(connecting.channel());
    if (done || attempt.isOver()) {
      attempt.drop(connecting.channel());
      return;
    }
    if (connecting.isSuccess()) {
      done = true;
      List.copyOf(underWay).forEach(attempt::drop);
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
