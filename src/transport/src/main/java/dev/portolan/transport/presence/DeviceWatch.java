package dev.portolan.transport.presence;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceNews;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to the presence of some devices, on as many streams of a session as necessary.
 *
 * <p>On the session's event loop; {@link #close()} may be called from any thread.
 */
public final class DeviceWatch implements AutoCloseable {
  private final EventExecutor loop;
  private final PresenceListener listener;
  private final List<Future<OpenedStream>> opening = new ArrayList<>();
  private final List<Channel> streams = new ArrayList<>();
  private boolean over;

  DeviceWatch(EventExecutor loop, PresenceListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /** Opens the streams. On the loop. */
  void begin(StreamOpener opener, List<String> ids) {
    for (int from = 0; from < ids.size() && !over; from += PresenceWatch.MAX_IDS) {
      PresenceWatch part =
          new PresenceWatch(ids.subList(from, Math.min(ids.size(), from + PresenceWatch.MAX_IDS)));
      Future<OpenedStream> asked = opener.openStream(part.toMessage(), new News(part));
      opening.add(asked);
      asked.addListener(done -> answered(part, asked));
    }
  }

  private void answered(PresenceWatch part, Future<OpenedStream> asked) {
    if (!asked.isSuccess()) {
      end();
      return;
    }
    OpenedStream opened = asked.getNow();
    if (over) {
      opened.stream().close();
      return;
    }
    streams.add(opened.stream());
    List<Presence> inOrder;
    try {
      inOrder = part.answered(opened.okPayload());
    } catch (IllegalArgumentException wrong) {
      end();
      return;
    }
    Map<String, Presence> states = new LinkedHashMap<>();
    for (int i = 0; i < inOrder.size(); i++) {
      states.put(part.ids().get(i), inOrder.get(i));
    }
    listener.told(states);
  }

  /** Cancels the subscription. The listener is not called any more. */
  @Override
  public void close() {
    EventLoops.onLoop(
        loop,
        () -> {
          over = true;
          closeAll();
        });
  }

  boolean isOver() {
    return over;
  }

  /** Ends the subscription and tells the listener. On the loop. */
  void end() {
    if (!over) {
      over = true;
      closeAll();
      listener.ended();
    }
  }

  private void closeAll() {
    List.copyOf(opening).forEach(asked -> asked.cancel(false));
    List.copyOf(streams).forEach(Channel::close);
  }

  /** Reads the presence changes on one stream. */
  private final class News extends SimpleChannelInboundHandler<Message> {
    private final Set<String> asked;

    News(PresenceWatch part) {
      asked = Set.copyOf(part.ids());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.pipeline().addBefore(ctx.name(), null, new MessagesDecoder());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Message message) {
      PresenceNews news = message.type() == MessageType.PRESENCE ? parsed(message) : null;
      if (news == null || !asked.containsAll(news.states().keySet())) {
        end();
      } else if (!over) {
        listener.told(news.states());
      }
    }

    private static @Nullable PresenceNews parsed(Message message) {
      try {
        return PresenceNews.parse(message.text());
      } catch (IllegalArgumentException wrong) {
        return null;
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        end();
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end();
      ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      end();
    }
  }
}
