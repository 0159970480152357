package dev.portolan.app.transfer;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.session.Engine;
import dev.portolan.app.session.FxStandIn;
import dev.portolan.app.session.LabSession;
import dev.portolan.app.session.Sessions;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Pulse;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.link.Backoff;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableValue;

/** A queue on a real edge with a device; one thread stands for the FX thread. */
final class QueueStage {
  private static final long PATIENCE = 30;

  private final FxStandIn fx = new FxStandIn();
  private final Background background = new Background();
  private final Engine engine = new Engine();
  private final Inventory inventory = new Inventory();
  private final Tokens tokens = new Tokens();
  private final ActivityLog activity = new ActivityLog(Clock.systemUTC());
  private final Pulse pulse = new Pulse(background, fx, Clock.systemUTC());
  private final LabSession lab = new LabSession(inventory, activity, background, fx);
  private final Sessions sessions;
  final EdgeFixture fixture;
  final TransferQueue queue;
  final DeviceItem device;

  QueueStage(Path scratch, RemoteNames names, EdgeFixture fixture) throws Exception {
    this.fixture = fixture;
    sessions =
        onFx(
            () ->
                new Sessions(
                    inventory,
                    tokens,
                    lab,
                    engine,
                    activity,
                    background,
                    pulse,
                    fx,
                    Clock.systemUTC()));
    queue =
        onFx(
            () ->
                new TransferQueue(
                    sessions,
                    to -> new FileCarrier(sessions.opener(to)),
                    names,
                    inventory,
                    background,
                    pulse,
                    fx,
                    Clock.systemUTC(),
                    new Backoff(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMinutes(1),
                        new Random(1))));
    String authority = fixture.authorityFile(scratch).toString();
    device =
        onFx(
            () -> {
              EdgeItem edge =
                  inventory.addEdge(
                      EdgeKind.REMOTE,
                      new EdgeSettings(
                          "Plant",
                          fixture.url("/").toString(),
                          new TrustChoice.AuthorityFile(authority),
                          "",
                          ""));
              tokens.put(edge, EdgeFixture.TOKEN);
              return inventory.addDevice(
                  edge, new DeviceSettings("pump-7", fixture.deviceId(), List.of(), ""));
            });
  }

  Inventory inventory() {
    return inventory;
  }

  /** Waits until a transfer is in one of these phases. */
  void await(TransferItem item, TransferPhase... phases) {
    await(item.statusProperty(), () -> List.of(phases).contains(item.status().phase()));
  }

  /** Waits until a condition on a value holds; it is looked at whenever the value changes. */
  void await(ObservableValue<?> value, BooleanSupplier condition) {
    fx.await(value, condition);
  }

  <T> T onFx(Callable<T> work) {
    return fx.call(work);
  }

  void run(Runnable work) {
    onFx(
        () -> {
          work.run();
          return true;
        });
  }

  void close() throws Exception {
    onFx(queue::close).get(PATIENCE, TimeUnit.SECONDS);
    onFx(sessions::close).get(PATIENCE, TimeUnit.SECONDS);
    onFx(lab::close).get(PATIENCE, TimeUnit.SECONDS);
    pulse.close();
    engine.close();
    fixture.close();
    background.close();
    fx.close();
  }
}
