package dev.portolan.edge;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import dev.portolan.transport.relay.HalfClose;
import dev.portolan.transport.relay.Relay;
import dev.portolan.transport.relay.RelayEnd;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's stream that is relayed to its device.
 *
 * <p>The device is looked up per stream, so that a client's session survives reconnects of the
 * device. On the stream's event loop.
 */
final class BrokeredStream {

  private static final Logger LOG = LoggerFactory.getLogger(BrokeredStream.class);
  private static final String NO_LONGER_ALLOWED = "no longer allowed";

  private final SmuxStream stream;
  private final StreamRequest request;
  private final ClientAccount account;
  private final DeviceRegistry devices;
  private final Notices notices;
  private final StreamCounters counters;
  private final String kind;
  private final StreamRecord record;

  BrokeredStream(
      SmuxStream stream,
      StreamRequest request,
      ClientAccount account,
      DeviceRegistry devices,
      StreamCounters counters,
      Notices notices,
      StreamLog log) {
    this.stream = stream;
    this.request = request;
    this.account = account;
    this.devices = devices;
    this.notices = notices;
    this.counters = counters;
    this.kind = StreamCounters.kind(request.operation());
    this.record = new StreamRecord(request, counters, log);
  }

  /** Runs {@link #pair()} after a delay. */
  void pairAfter(Duration delay) {
    String refusal = account.delay();
    if (refusal != null) {
      turnAway(StreamCounters.Refusal.LIMIT, refusal);
      return;
    }
    GivenUpWatch watch = new GivenUpWatch();
    stream.pipeline().addFirst(watch);
    Future<?> timer =
        stream
            .eventLoop()
            .schedule(
                () -> {
                  account.delayed();
                  stream.pipeline().remove(watch);
                  pair();
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    stream
        .closeFuture()
        .addListener(
            closed -> {
              if (timer.cancel(false)) {
                account.delayed();
                givenUp();
              }
            });
  }

  /** Opens a stream to the device, within the client's limit, and relays the two. */
  void pair() {
    if (!stream.isActive()) {
      givenUp();
      return;
    }
    ConnectedDevice device = devices.find(request.device());
    if (device == null) {
      refuse(StreamCounters.Refusal.ABSENT, devices.absence(request.device()));
      return;
    }
    String refusal = device.shares().take(account.client(), request.type());
    if (refusal != null) {
      String who = "client " + RemoteText.clean(account.client()) + " on " + device.id();
      notices.tell(who, who + " is refused more: " + refusal);
      turnAway(StreamCounters.Refusal.LIMIT, refusal);
      return;
    }
    device
        .open(new PulledReads(), account.memory())
        .addListener(
            (Future<SmuxStream> opened) -> {
              if (opened.isSuccess()) {
                opened
                    .getNow()
                    .closeFuture()
                    .addListener(
                        closed -> device.shares().release(account.client(), request.type()));
                relay(device, opened.getNow());
              } else {
                device.shares().release(account.client(), request.type());
                LOG.debug("no stream to {}", device.id(), opened.cause());
                stream.eventLoop().execute(() -> pairElsewhere(device));
              }
            });
  }

  /** Retries with the device's new session, if it has reconnected meanwhile. */
  private void pairElsewhere(ConnectedDevice left) {
    ConnectedDevice now = devices.find(request.device());
    if (now == null || now == left) {
      refuse(StreamCounters.Refusal.DEVICE, "the device did not take the stream");
    } else {
      pair();
    }
  }

  private void relay(ConnectedDevice device, SmuxStream far) {
    counters.opened(kind);
    HalfClose mode = carriesHalfClose(device) ? HalfClose.FORWARD : HalfClose.CLOSE;
    far.writeAndFlush(forwarded(device, mode).encode(far.alloc()));
    Relay.join(stream, far, record, mode)
        .ended()
        .addListener((Future<RelayEnd> end) -> ended(end.getNow(), far));
  }

  /** Closes a waiting stream when the client has cancelled it. */
  private static final class GivenUpWatch extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
      if (evt instanceof ChannelOutputShutdownEvent) {
        ctx.close();
      }
      ctx.fireUserEventTriggered(evt);
    }
  }

  /** The client closed the stream before it was paired. */
  private void givenUp() {
    record.ended("client closed");
    account.conduct().givenUp();
  }

  private void ended(RelayEnd end, SmuxStream far) {
    counters.closed(kind);
    String words = EndWords.of(end, stream, far);
    if (record.ended(words) && EndWords.isFailure(end)) {
      counters.failed(kind, words);
    }
    if (!record.isAnswered() && isByClient(end)) {
      account.conduct().givenUp();
    }
  }

  /** Ends it if rules that have changed do not allow it any more. */
  void judgeAgain(StreamAuthorizer rules) {
    stream
        .eventLoop()
        .execute(
            () -> {
              if (stream.isActive() && refusal(rules) != null) {
                if (record.ended(NO_LONGER_ALLOWED)) {
                  counters.failed(kind, NO_LONGER_ALLOWED);
                }
                stream.reset(ResetCause.FORBIDDEN);
              }
            });
  }

  /** Why rules refuse it; null if they do not. */
  @Nullable String refusal(StreamAuthorizer rules) {
    try {
      return rules.refusal(request);
    } catch (RuntimeException e) {
      LOG.error("the rules could not judge {}", request, e);
      return "the edge could not decide whether you may do this";
    }
  }

  private boolean carriesHalfClose(ConnectedDevice device) {
    return request.operation() instanceof Operation.Tcp tcp
        && device.isOurs()
        && tcp.request().halfClose();
  }

  /**
   * The opening message for the device. Only our devices get the extra lines of a tunnel request.
   */
  private Message forwarded(ConnectedDevice device, HalfClose mode) {
    int number = device.isOurs() ? account.number() : ClientNumber.NONE;
    return switch (request.operation()) {
      case Operation.Tcp tcp ->
          new TcpTunnelRequest(tcp.hostPort(), mode == HalfClose.FORWARD, number).toMessage();
      case Operation.Udp udp -> udp.request().of(number).toMessage();
      case Operation.Shell _,
          Operation.Run _,
          Operation.Resize _,
          Operation.File _,
          Operation.Reload _,
          Operation.Other _ ->
          request.operation().message();
    };
  }

  private static boolean isByClient(RelayEnd end) {
    return switch (end) {
      case NEAR_CLOSED, NEAR_LOST -> true;
      case FAR_CLOSED, FAR_LOST, STOPPED -> false;
    };
  }

  /** Refuses the stream because of its request, with a line in the stream log. */
  void refuse(StreamCounters.Refusal why, String reason) {
    counters.refused(kind, why);
    answerError(stream, reason);
    record.refused(reason);
  }

  /**
   * Refuses the stream because of the client's behaviour, without a line in the log, as there may
   * be many.
   */
  void turnAway(StreamCounters.Refusal why, String reason) {
    counters.refused(kind, why);
    answerError(stream, reason);
  }

  static void answerError(SmuxStream stream, String reason) {
    stream
        .writeAndFlush(Message.error(reason).encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
