package dev.portolan.app.session;

import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import dev.portolan.app.session.TunnelRules.Port;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelConnection;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel of the list: keeps its port open while switched on, retries if it is taken, and
 * publishes its state. FX thread; events of the engine are forwarded to it.
 */
final class TunnelSession {
  private static final Duration BUSY_RETRY = Duration.ofSeconds(2);

  private final TunnelItem item;
  private final DeviceSession device;
  private final SessionServices services;
  private final Function<TunnelItem, Optional<TunnelItem>> rival;
  private final Coalescer refreshing;
  private final TrafficFlow flow;
  private final Subscription watching;

  private LinkPhase linkPhase = LinkPhase.IDLE;
  private int generation;
  private boolean on;
  private boolean keeping;
  private Port port = Port.OPENING;
  private String portProblem = "";

  /** The problem without the program that uses the port, which is looked up once. */
  private String plainProblem = "";

  private @Nullable Tunnel tunnel;
  private Connections.@Nullable Hold hold;
  private @Nullable Scheduled retry;
  private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);
  private volatile String refusal = "";

  /**
   * Creates a session, which starts at once if the tunnel is switched on.
   *
   * @param rival finds another tunnel of ours with the same port
   */
  TunnelSession(
      TunnelItem item,
      DeviceSession device,
      SessionServices services,
      Function<TunnelItem, Optional<TunnelItem>> rival) {
    this.item = item;
    this.device = device;
    this.services = services;
    this.rival = rival;
    flow = new TrafficFlow(item);
    refreshing = new Coalescer(services.fx(), this::refresh);
    watching =
        Subscription.combine(
            device.onChange(this::linkChanged),
            item.wantedProperty().subscribe(wanted -> want(wanted)),
            item.settingsProperty().subscribe(this::settled));
  }

  TunnelItem item() {
    return item;
  }

  /** Closes it. Completes when its port is free. */
  CompletableFuture<Void> close() {
    watching.unsubscribe();
    want(false);
    return closing;
  }

  /** Updates the traffic rates. */
  void poll(double seconds) {
    if (on && isOver()) {
      end();
    }
    Tunnel open = tunnel;
    if (open != null) {
      flow.read(open.traffic(), seconds);
      refresh();
    }
  }

  private void want(boolean wanted) {
    if (wanted == on) {
      return;
    }
    if (wanted && isOver()) {
      services.fx().execute(this::end); // it was over before the console started
      return;
    }
    on = wanted;
    if (wanted) {
      limit();
      hold = device.hold();
      item.setLastError("");
      refusal = "";
      listen();
    } else {
      stop();
      if (hold != null) {
        hold.release();
        hold = null;
      }
      item.setStatus(TunnelStatus.OFF);
      tell("tunnel.off", item.title());
    }
  }

  /** Sets the time at which the limit is over, unless a start of the console has found one. */
  private void limit() {
    if (item.offAt() == null) {
      services.inventory().limit(item, inFull());
    }
  }

  private @Nullable Instant inFull() {
    return item.settings().limit().duration().map(services.clock().instant()::plus).orElse(null);
  }

  /**
   * Whether the time limit is over. It goes by the time of day, so that a computer's sleep counts
   * and a start of the console does not prolong it; a clock that was set back cannot prolong it by
   * more than the limit.
   */
  private boolean isOver() {
    Instant due = item.offAt();
    Instant latest = inFull();
    if (due != null && latest != null && due.isAfter(latest)) {
      services.inventory().limit(item, latest);
      return false;
    }
    return due != null && !services.clock().instant().isBefore(due);
  }

  private void end() {
    if (item.isWanted() && isOver()) {
      services.inventory().turnOff(item);
      services
          .activity()
          .add(Level.INFO, device.device().name(), Words.of("tunnel.over", item.title()));
    }
  }

  /** Reopens a tunnel whose settings have changed, unless only the chosen port was filled in. */
  private void settled(TunnelSettings before, TunnelSettings after) {
    if (on && before.limit() != after.limit()) {
      services.inventory().limit(item, inFull());
    }
    if (on && !keeping && !before.forward().equals(after.forward())) {
      stop();
      listen();
    }
  }

  private void listen() {
    int asked = ++generation;
    port = Port.OPENING;
    portProblem = "";
    plainProblem = "";
    refresh();
    // the new tunnel may need the port of the previous one
    closing.whenCompleteAsync(
        (closed, failure) -> {
          if (asked == generation) {
            open(asked);
          }
        },
        services.fx());
  }

  private void open(int asked) {
    TunnelSpec spec;
    try {
      spec = ForwardText.spec(item.forward());
    } catch (IllegalArgumentException wrong) {
      failed(new EdgeException(Problem.ADDRESS_NOT_LOCAL, String.valueOf(wrong.getMessage())));
      return;
    }
    Future<Tunnel> opening = Tunnel.listen(services.engine().group(), spec, device, new Events());
    EngineFutures.of(opening)
        .whenCompleteAsync(
            (opened, failure) -> {
              if (asked != generation) {
                if (opened != null) {
                  opened.close();
                }
              } else if (failure == null) {
                opened(opened);
              } else {
                failed(failure);
              }
            },
            services.fx());
  }

  private void opened(Tunnel opened) {
    tunnel = opened;
    port = Port.OPEN;
    flow.begin();
    item.setSince(services.clock().instant());
    keepPort(opened);
    tell("tunnel.listening", item.title(), where(opened), item.forward().remoteText());
    refresh();
  }

  /** Reports an event, combined with those of other tunnels. */
  private void tell(String key, Object... arguments) {
    services
        .news()
        .add(
            key,
            Level.INFO,
            ActivitySubject.of(device.device()),
            Words.of(key, arguments),
            ActivitySubject.CONSOLE,
            count -> Words.of(key + ".many", count));
  }

  /** The bound addresses. */
  private String where(Tunnel opened) {
    String bound =
        opened.localAddresses().stream()
            .map(NetUtil::toSocketAddressString)
            .collect(Collectors.joining(Words.of("tunnel.and")));
    return item.forward().bindAddress().equals("*")
        ? Words.of("tunnel.all-interfaces", Integer.toString(item.forward().localPort()))
        : bound;
  }

  /** Saves an automatically chosen port for the next time. */
  private void keepPort(Tunnel opened) {
    if (item.forward().localPort() == 0) {
      int picked = opened.localAddresses().getFirst().getPort();
      TunnelSettings settings = item.settings();
      keeping = true;
      services
          .inventory()
          .change(item, settings.withForward(settings.forward().withLocalPort(picked)));
      keeping = false;
    }
  }

  private void failed(Throwable failure) {
    boolean busy = failure instanceof EdgeException known && known.problem() == Problem.PORT_BUSY;
    Optional<TunnelItem> other = busy ? rival.apply(item) : Optional.empty();
    String words = other.map(TunnelSession::rival).orElseGet(() -> sentence(failure));
    boolean told = plainProblem.equals(words);
    port = busy ? Port.BUSY : Port.FAILED;
    plainProblem = words;
    if (busy) {
      retry = services.background().after(BUSY_RETRY, () -> services.fx().execute(this::tryAgain));
    }
    if (told) {
      refresh();
      return;
    }
    problem(words);
    if (busy && other.isEmpty()) {
      Forward wanted = item.forward();
      services
          .background()
          .call(() -> new PortHolder().find(wanted.protocol(), wanted.localPort()))
          .exceptionally(unknown -> Optional.empty())
          .thenAcceptAsync(found -> busy(words, found), services.fx());
    } else {
      tellProblem(words);
    }
  }

  private void problem(String words) {
    portProblem = words;
    item.setLastError(words);
    refresh();
  }

  private void tellProblem(String words) {
    boolean busy = port == Port.BUSY;
    services
        .activity()
        .add(
            busy ? Level.WARNING : Level.ERROR,
            ActivitySubject.of(device.device()),
            Words.of(busy ? "tunnel.busy" : "tunnel.failed", item.title(), words));
  }

  /** Reports a taken port with the program that uses it. */
  private void busy(String words, Optional<PortHolder.Holder> found) {
    if (!on || port != Port.BUSY || !plainProblem.equals(words)) {
      return;
    }
    String whole =
        found
            .map(
                holder ->
                    Words.of(
                        "tunnel.holder",
                        item.forward().boundText(),
                        holder.program(),
                        Long.toString(holder.pid())))
            .orElse(words);
    problem(whole);
    tellProblem(whole);
  }

  /** Retries without a report; the port is shown as busy meanwhile. */
  private void tryAgain() {
    if (on && port == Port.BUSY) {
      open(++generation);
    }
  }

  private static String rival(TunnelItem other) {
    return Words.of("tunnel.rival", other.title(), other.device().name());
  }

  private String sentence(Throwable failure) {
    if (failure instanceof EdgeException known
        && known.problem() == Problem.ADDRESS_NOT_LOCAL
        && item.forward().hasOwnLoopback()) {
      return Words.of("tunnel.no-alias", item.forward().bindAddress());
    }
    return failure instanceof EdgeException known
        ? Words.sentences(known.getMessage(), known.advice())
        : String.valueOf(failure.getMessage());
  }

  private void stop() {
    generation++;
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
    Tunnel open = tunnel;
    tunnel = null;
    if (open != null) {
      closing = EngineFutures.of(open.close());
    }
    flow.end();
    item.setSince(null);
    item.setTraffic(Traffic.NONE);
  }

  /** Clears the last refusal, because the link or device has changed. */
  private void linkChanged() {
    LinkPhase before = linkPhase;
    linkPhase = device.device().status().phase();
    if (on) {
      if (linkPhase != before) {
        refusal = "";
        if (linkPhase == LinkPhase.UP && port == Port.OPEN) {
          item.setLastError("");
        }
      }
      refresh();
    }
  }

  private void refresh() {
    if (!on) {
      return;
    }
    Tunnel open = tunnel;
    int connections = open == null ? 0 : open.traffic().open();
    String refused = refusal;
    boolean up = device.device().status().phase() == LinkPhase.UP;
    if (up && !refused.isEmpty() && !refused.equals(item.lastError())) {
      item.setLastError(refused);
      services
          .activity()
          .add(
              Level.WARNING,
              device.device().name(),
              Words.of("tunnel.refused", item.title(), refused));
    }
    TunnelStatus status =
        TunnelRules.status(port, portProblem, device.device().status(), connections, refused);
    if (!status.equals(item.status())) {
      item.setStatus(status);
    }
  }

  /** Events of the tunnel, on event loops. */
  private final class Events implements TunnelListener {
    @Override
    public void opened(TunnelConnection connection) {
      refusal = "";
      refreshing.request();
    }

    @Override
    public void closed(TunnelConnection connection) {
      refreshing.request();
    }

    @Override
    public void failed(SocketAddress from, EdgeException why) {
      refusal = Words.sentences(why.getMessage(), "");
      refreshing.request();
    }
  }
}
