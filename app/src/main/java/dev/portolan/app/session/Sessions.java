package dev.portolan.app.session;

import dev.portolan.app.fleet.FleetRun;
import dev.portolan.app.fleet.RunCommand;
import dev.portolan.app.fleet.RunOptions;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Members;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Pulse;
import dev.portolan.transport.open.StreamOpener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javafx.util.Subscription;

/** All device and tunnel sessions. Follows the inventory. FX thread. */
public final class Sessions implements Connections {
  private final SessionServices services;
  private final Endpoints endpoints;
  private final Map<DeviceItem, DeviceSession> devices = new LinkedHashMap<>();
  private final Map<EdgeItem, EdgePresence> presences = new HashMap<>();
  private final Map<TunnelItem, TunnelSession> tunnels = new LinkedHashMap<>();
  private final Subscription polling;
  private Instant lastPoll;

  public Sessions(
      Inventory inventory,
      Tokens tokens,
      LabSession lab,
      Engine engine,
      ActivityLog activity,
      Background background,
      Pulse pulse,
      Executor fx,
      Clock clock) {
    services =
        new SessionServices(
            inventory, engine, activity, new SharedNews(activity, clock), background, clock, fx);
    endpoints = new Endpoints(tokens, lab, background);
    lastPoll = clock.instant();
    Members.follow(inventory.edges(), this::edge);
    inventory.onChange(() -> presences.values().forEach(EdgePresence::devicesChanged));
    polling = pulse.nowProperty().subscribe((before, now) -> poll(now));
  }

  @Override
  public Hold hold(DeviceItem device) {
    return session(device).hold();
  }

  @Override
  public void retryNow(DeviceItem device) {
    session(device).retryNow();
  }

  @Override
  public CompletionStage<String> test(TunnelItem tunnel) {
    return new TunnelTest(tunnel, session(tunnel.device()), services).run();
  }

  @Override
  public void lookAt(DeviceItem device) {
    session(device).lookedAt();
  }

  /** Opens a terminal on a device, which keeps the device connected until it is closed. */
  public TerminalSession openTerminal(DeviceItem device) {
    return session(device).openTerminal();
  }

  /** Leads to a device as long as the device is in the list. It may be used on any thread. */
  public StreamOpener opener(DeviceItem device) {
    return session(device);
  }

  /**
   * Prepares a command on devices.
   *
   * @param changed called on the FX thread when one of them has begun or ended
   * @param printed called on any thread after output has come
   */
  public FleetRun<DeviceTarget> newRun(
      List<DeviceItem> on,
      RunCommand command,
      RunOptions options,
      Runnable changed,
      Runnable printed) {
    return new FleetRun<>(
        on.stream().map(device -> new DeviceTarget(device, this::heldBriefly, services)).toList(),
        command,
        options,
        services.background(),
        services.fx(),
        changed,
        printed);
  }

  private Optional<DeviceTarget.Connected> heldBriefly(DeviceItem device) {
    if (services.inventory().device(device.id()).isEmpty()) {
      return Optional.empty();
    }
    DeviceSession session = session(device);
    return Optional.of(new DeviceTarget.Connected(session, session.holdBriefly()));
  }

  /** Closes all sessions. Completes when all local ports are free. */
  public CompletableFuture<Void> close() {
    polling.unsubscribe();
    CompletableFuture<?>[] ended =
        tunnels.values().stream().map(TunnelSession::close).toArray(CompletableFuture<?>[]::new);
    tunnels.clear();
    devices.values().forEach(DeviceSession::close);
    devices.clear();
    return CompletableFuture.allOf(ended);
  }

  private DeviceSession session(DeviceItem device) {
    return devices.computeIfAbsent(device, this::newSession);
  }

  private DeviceSession newSession(DeviceItem device) {
    EdgePresence presence =
        presences.computeIfAbsent(
            device.edge(), edge -> new EdgePresence(edge, services.fx(), services.clock()));
    return new DeviceSession(device, endpoints, presence, this::reached, services);
  }

  /** Lets all devices of an edge retry at once, because one has reached it. */
  private void reached(DeviceSession first) {
    EdgeItem edge = first.device().edge();
    devices.values().stream()
        .filter(other -> other != first && other.device().edge().equals(edge))
        .toList()
        .forEach(DeviceSession::edgeReached);
  }

  private void poll(Instant now) {
    double seconds = Math.max(0.1, Duration.between(lastPoll, now).toMillis() / 1_000.0);
    lastPoll = now;
    tunnels.values().forEach(tunnel -> tunnel.poll(seconds));
    devices.values().forEach(device -> device.poll(seconds));
  }

  private Subscription edge(EdgeItem edge) {
    return Members.follow(edge.devices(), this::device).and(() -> presences.remove(edge));
  }

  private Subscription device(DeviceItem device) {
    return Members.follow(device.tunnels(), this::tunnel)
        .and(
            () -> {
              DeviceSession gone = devices.remove(device);
              if (gone != null) {
                gone.close();
              }
            });
  }

  private Subscription tunnel(TunnelItem tunnel) {
    tunnels.put(tunnel, new TunnelSession(tunnel, session(tunnel.device()), services, this::rival));
    return () -> {
      TunnelSession gone = tunnels.remove(tunnel);
      if (gone != null) {
        gone.close();
      }
    };
  }

  /** The active tunnel with the same local port. */
  private Optional<TunnelItem> rival(TunnelItem asking) {
    return tunnels.keySet().stream()
        .filter(other -> !other.equals(asking) && other.sinceProperty().get() != null)
        .filter(other -> other.forward().localPort() == asking.forward().localPort())
        .filter(
            other ->
                other
                    .forward()
                    .sharesPorts(asking.forward().bindAddress(), asking.forward().protocol()))
        .findFirst();
  }
}
