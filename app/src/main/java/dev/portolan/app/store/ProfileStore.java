package dev.portolan.app.store;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer.Scheduled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves inventory, preferences and window state: reads them once, then writes shortly after each
 * change. FX thread only, except for {@link #open}, which blocks and is called before the window
 * exists.
 */
public final class ProfileStore {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);
  private static final Duration REST = Duration.ofMillis(300);

  /** The time limit for reading or writing a list. */
  private static final Duration LIST_LIMIT = Duration.ofSeconds(5);

  private final Inventory inventory = new Inventory();
  private final Preferences preferences = new Preferences();
  private final WindowMemory window = new WindowMemory();
  private final ReadOnlyStringWrapper saveProblem =
      new ReadOnlyStringWrapper(this, "saveProblem", "");
  private final ProfileFile file;
  private final Background background;
  private final Executor fx;
  private @Nullable Scheduled pending;
  private boolean closed;
  private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

  private ProfileStore(ProfileFile file, Background background, Executor fx) {
    this.file = file;
    this.background = background;
    this.fx = fx;
  }

  /** Reads the profile of a folder; blocks. */
  public static ProfileStore open(Path folder, Background background, Executor fx) {
    ProfileFile file = ProfileFile.open(folder, Clock.systemUTC());
    ProfileStore store = new ProfileStore(file, background, fx);
    Profile profile = file.load();
    store.restore(profile);
    store.watch();
    return store;
  }

  public Inventory inventory() {
    return inventory;
  }

  public Preferences preferences() {
    return preferences;
  }

  public WindowMemory window() {
    return window;
  }

  /** Notices about the profile that was read. */
  public List<ProfileNotice> notices() {
    return file.notices();
  }

  /** Why the last change could not be saved, or empty. */
  public ReadOnlyStringProperty saveProblemProperty() {
    return saveProblem.getReadOnlyProperty();
  }

  /**
   * Reads a list, of Portolan, qbee-cli or qbee-connect, without importing it. The future completes
   * on any thread; it fails with a {@link ListException}, or with a {@link
   * java.util.concurrent.TimeoutException} if the disk hangs.
   */
  public CompletableFuture<SharedList> readList(Path from, Function<String, List<Forward>> parser) {
    return background.bounded("list", LIST_LIMIT, () -> ListFile.read(from, parser));
  }

  /** Whether {@link #writeList} has anything to write. */
  public boolean hasListToWrite() {
    return !SharedList.of(inventory.snapshot()).isEmpty();
  }

  /** Whether the file exists. Fails as {@link #readList} does. */
  public CompletableFuture<Boolean> isTaken(Path file) {
    return background.bounded("list", LIST_LIMIT, () -> Files.exists(file));
  }

  /**
   * Writes all edges but those on this computer, with devices and tunnels, without tokens and keys.
   * Replaces an existing file. Fails as {@link #readList} does.
   */
  public CompletableFuture<Void> writeList(Path to) {
    SharedList list = SharedList.of(inventory.snapshot());
    return background.bounded(
        "list",
        LIST_LIMIT,
        () -> {
          ListFile.write(to, list);
          return null;
        });
  }

  /** Writes pending changes and closes the file. */
  public CompletableFuture<Void> close() {
    closed = true;
    cancelPending();
    write();
    return lastWrite.handleAsync(
        (done, failure) -> {
          file.close();
          return null;
        },
        task -> background.run(task::run));
  }

  private void watch() {
    inventory.onChange(this::changed);
    preferences.valuesProperty().subscribe(this::changed);
    window.placeProperty().subscribe(this::changed);
    window.tabsProperty().subscribe(this::changed);
    window.columnsProperty().subscribe(this::changed);
    window.sidebarProperty().subscribe(this::changed);
    window.foldersProperty().subscribe(this::changed);
  }

  /** Schedules a write, so that a burst of changes is written once. */
  private void changed() {
    if (pending == null && !closed && file.isWritable()) {
      pending =
          background.after(
              REST,
              () ->
                  fx.execute(
                      () -> {
                        if (pending != null) {
                          pending = null;
                          write();
                        }
                      }));
    }
  }

  private void cancelPending() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }

  private void write() {
    Profile now = snapshot();
    lastWrite =
        lastWrite
            .handle((done, failure) -> now)
            .thenCompose(profile -> background.run(() -> file.save(profile)));
    lastWrite.whenComplete((done, failure) -> fx.execute(() -> told(failure)));
  }

  private void told(@Nullable Throwable failure) {
    if (failure == null) {
      saveProblem.set("");
      return;
    }
    LOG.warn("The profile could not be written", failure);
    Throwable cause = failure.getCause() instanceof IOException io ? io : failure;
    saveProblem.set(String.valueOf(cause.getMessage()));
  }

  private void restore(Profile profile) {
    boolean restore = profile.settings().get(Settings.RESTORE);
    profile.edges().forEach(edge -> inventory.restore(edge, tunnel -> comesBack(tunnel, restore)));
    preferences.setAll(profile.settings());
    window.remember(profile.window());
    window.remember(profile.tabs());
    window.remember(profile.columns());
    window.remember(profile.sidebar());
    window.remember(
        profile
            .folders()
            .only(inventory.devices().map(DeviceItem::id).collect(Collectors.toSet())));
  }

  /** Whether a tunnel is switched on at start. Tunnels open to others never are. */
  private static boolean comesBack(Profile.Tunnel tunnel, boolean restore) {
    return !tunnel.settings().forward().reachableFromNetwork()
        && switch (tunnel.settings().start()) {
          case ALWAYS -> true;
          case AS_LEFT -> restore && tunnel.on() && tunnel.settings().limit() != TimeLimit.QUIT;
          case NEVER -> false;
        };
  }

  private Profile snapshot() {
    return new Profile(
        inventory.snapshot(),
        preferences.valuesProperty().get(),
        window.place(),
        window.columns(),
        window.sidebar(),
        window.tabs(),
        window.folders());
  }
}
