package dev.portolan.transport.presence;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.open.StreamOpener;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** The presence subscriptions of one session. The list belongs to the session's event loop. */
public final class DeviceWatches {
  private final EventExecutor loop;
  private final StreamOpener opener;
  private final List<DeviceWatch> watches = new ArrayList<>();
  private boolean over;

  /**
   * Creates an empty list.
   *
   * @param loop the session's event loop
   */
  public DeviceWatches(EventExecutor loop, StreamOpener opener) {
    this.loop = loop;
    this.opener = opener;
  }

  /**
   * Subscribes to the presence of devices. Any thread.
   *
   * @param ids without duplicates
   * @throws IllegalArgumentException if an id is invalid
   */
  public DeviceWatch watch(List<String> ids, PresenceListener listener) {
    List<String> asked = List.copyOf(ids);
    asked.forEach(id -> new PresenceWatch(List.of(id)));
    DeviceWatch watch = new DeviceWatch(loop, listener);
    EventLoops.onLoop(loop, () -> begin(watch, asked));
    return watch;
  }

  private void begin(DeviceWatch watch, List<String> ids) {
    if (over) {
      watch.end();
      return;
    }
    watches.removeIf(DeviceWatch::isOver);
    watches.add(watch);
    watch.begin(opener, ids);
  }

  /** Ends all present and future subscriptions and tells their listeners. On the loop. */
  public void end() {
    over = true;
    List.copyOf(watches).forEach(DeviceWatch::end);
  }
}
