package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceNews;
import dev.portolan.transport.message.PresenceWatch;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/**
 * Reports the presence of devices to a client, on a stream.
 *
 * <p>The state is read when a message is written, so changes for a slow client coalesce and memory
 * is bounded by its list. On the stream's event loop, except for {@link #changed}.
 */
final class DeviceWatch extends ChannelInboundHandlerAdapter implements DeviceRegistry.Watcher {

  private final SmuxStream stream;
  private final ClientAccount account;
  private final DeviceRegistry devices;
  private final Predicate<String> mayReach;
  private final Map<String, Presence> told = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private boolean flushing;

  /**
   * @param mayReach which devices the client may know about
   */
  DeviceWatch(
      SmuxStream stream,
      ClientAccount account,
      DeviceRegistry devices,
      Predicate<String> mayReach) {
    this.stream = stream;
    this.account = account;
    this.devices = devices;
    this.mayReach = mayReach;
  }

  /** Starts watching and answers, or refuses. On the loop. */
  void begin(PresenceWatch watch) {
    String refusal = account.watch(watch.ids().size());
    if (refusal != null) {
      BrokeredStream.answerError(stream, refusal);
      return;
    }
    for (String id : watch.ids()) {
      boolean tells = mayReach.test(id);
      if (tells) {
        // before the state is read, so that no change is missed
        devices.watch(id, this);
      }
      told.put(id, tells ? now(id) : Presence.UNKNOWN);
    }
    stream.closeFuture().addListener(closed -> end());
    stream.pipeline().addLast(this);
    stream.writeAndFlush(PresenceWatch.ok(List.copyOf(told.values())).encode(stream.alloc()));
    stream.config().setAutoRead(true);
  }

  private Presence now(String id) {
    return devices.isThere(id) ? Presence.CONNECTED : Presence.AWAY;
  }

  private void end() {
    told.forEach(
        (id, presence) -> {
          if (presence != Presence.UNKNOWN) {
            devices.unwatch(id, this);
          }
        });
    account.unwatch(told.size());
  }

  @Override
  public void changed(String id) {
    try {
      stream.eventLoop().execute(() -> note(id));
    } catch (RejectedExecutionException e) {
      // the event loop has shut down, and the stream with it
    }
  }

  private void note(String id) {
    if (stream.isActive()) {
      changed.add(id);
      tellLater();
    }
  }

  /** Schedules a report, so that simultaneous changes coalesce. */
  private void tellLater() {
    if (!flushing) {
      flushing = true;
      stream.eventLoop().execute(this::tell);
    }
  }

  private void tell() {
    flushing = false;
    if (!stream.isActive() || !stream.isWritable()) {
      return;
    }
    Map<String, Presence> news = new LinkedHashMap<>();
    for (String id : changed) {
      Presence now = now(id);
      // What it may not reach any longer is as it was.
      if (mayReach.test(id) && told.put(id, now) != now) {
        news.put(id, now);
      }
    }
    changed.clear();
    if (!news.isEmpty()) {
      Message message = new PresenceNews(news).toMessage();
      stream.writeAndFlush(message.encode(stream.alloc()));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!changed.isEmpty()) {
      tellLater();
    }
    ctx.fireChannelWritabilityChanged();
  }

  /** Closes the stream, because a client must not send anything more. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ReferenceCountUtil.release(msg);
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent) {
      ctx.close();
    }
    ctx.fireUserEventTriggered(evt);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
