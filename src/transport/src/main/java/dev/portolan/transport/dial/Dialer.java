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
 * Connects to the first of several addresses that answers ("happy eyeballs").
 *
 * <p>The next address is tried in parallel after a head start, or at once when one fails. When one
 * answers, the others are cancelled. Attempt's event loop only.
 */
public final class Dialer {
  /** The head start of each address over the next. */
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

  /** The failure of the address tried first. */
  public record Failure(InetSocketAddress address, Throwable cause) {}

  /**
   * Creates a dialer.
   *
   * @param addresses at least one; only the first eight are tried
   * @param dials creates the connect for an address
   * @param connected receives the first connected channel, which the attempt owns
   * @param failed receives the first failure when all have failed
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

  /** Tries the next address, if any. */
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
    // if no socket can be created, Netty notifies on another thread, with a dummy channel
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
