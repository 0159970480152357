package dev.portolan.app.transfer;

import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.TransferRate;
import dev.portolan.app.model.TransferStatus;
import dev.portolan.app.session.Connections;
import dev.portolan.app.session.Sessions;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Pulse;
import dev.portolan.transport.link.Backoff;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The queue of transfers: a few at once, the others in turn, each when its device is connected. FX
 * thread.
 */
public final class TransferQueue implements Transfers {
  /** Most at once on one device, which limits the streams of a user. */
  static final int PER_DEVICE = 2;

  /** Most at once in all. */
  static final int AT_ONCE = 4;

  /** Most that are over and still listed. */
  static final int KEPT = 200;

  private final Connections connections;
  private final Function<DeviceItem, Carrier> carriers;
  private final RemoteNames names;
  private final Inventory inventory;
  private final Background background;
  private final Executor fx;
  private final Clock clock;
  private final Backoff backoff;
  private final Subscription polling;
  private final ObservableList<TransferItem> items = FXCollections.observableArrayList();
  private final ObservableList<TransferItem> shown =
      FXCollections.unmodifiableObservableList(items);
  private final ReadOnlyIntegerWrapper unfinished = new ReadOnlyIntegerWrapper(this, "unfinished");
  private final ReadOnlyObjectWrapper<TransferRate> rate =
      new ReadOnlyObjectWrapper<>(this, "rate", TransferRate.NONE);
  private final Map<TransferItem, Transfer> transfers = new LinkedHashMap<>();
  private final Map<DeviceItem, Subscription> devices = new HashMap<>();
  private final Set<DeviceItem> cannotKeep = new HashSet<>();
  private final DeviceJobs jobs;
  private final Restores restores;
  private boolean closed;

  /**
   * Creates an empty queue.
   *
   * @param names what is in folders of devices
   */
  public TransferQueue(
      Sessions sessions,
      RemoteNames names,
      Inventory inventory,
      Background background,
      Pulse pulse,
      Executor fx,
      Clock clock) {
    this(
        sessions,
        device -> new FileCarrier(sessions.opener(device)),
        names,
        inventory,
        background,
        pulse,
        fx,
        clock,
        Backoff.standard());
  }

  TransferQueue(
      Connections connections,
      Function<DeviceItem, Carrier> carriers,
      RemoteNames names,
      Inventory inventory,
      Background background,
      Pulse pulse,
      Executor fx,
      Clock clock,
      Backoff backoff) {
    this.connections = connections;
    this.carriers = carriers;
    this.names = names;
    this.inventory = inventory;
    this.background = background;
    this.fx = fx;
    this.clock = clock;
    this.backoff = backoff;
    jobs = new DeviceJobs(connections, carriers, background, fx);
    restores = new Restores(jobs, names, fx, items);
    polling = pulse.nowProperty().subscribe((before, now) -> poll(System.nanoTime()));
    inventory.onChange(this::cancelRemoved);
  }

  @Override
  public ObservableList<TransferItem> items() {
    return shown;
  }

  @Override
  public ReadOnlyIntegerProperty unfinishedProperty() {
    return unfinished.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<TransferRate> rateProperty() {
    return rate.getReadOnlyProperty();
  }

  private void poll(long nanos) {
    long down = 0;
    long up = 0;
    for (Transfer each : transfers.values()) {
      if (each.isMoving()) {
        each.poll(nanos);
        long now = each.item().progress().rate();
        down += each.isUpload() ? 0 : now;
        up += each.isUpload() ? now : 0;
      }
    }
    rate.set(new TransferRate(down, up));
  }

  @Override
  public List<TransferItem> upload(DeviceItem device, List<Path> sources, String folder) {
    Batch batch = new Batch();
    return add(
        sources.stream()
            .map(Path::toAbsolutePath)
            .map(Path::normalize)
            .map(
                source ->
                    new Transfer(
                        new TransferItem(
                            device,
                            TransferDirection.UPLOAD,
                            source.toString(),
                            folder,
                            source.getFileName() == null
                                ? source.toString()
                                : source.getFileName().toString()),
                        batch,
                        source,
                        TransferProgress.UNKNOWN))
            .toList());
  }

  @Override
  public List<TransferItem> download(DeviceItem device, List<RemoteFile> sources, Path folder) {
    Batch batch = new Batch();
    Path place = folder.toAbsolutePath();
    return add(
        sources.stream()
            .map(
                source ->
                    new Transfer(
                        new TransferItem(
                            device,
                            TransferDirection.DOWNLOAD,
                            source.path(),
                            place.toString(),
                            RemotePath.name(source.path())),
                        batch,
                        place,
                        source.bytes()))
            .toList());
  }

  private List<TransferItem> add(List<Transfer> fresh) {
    if (closed) {
      return List.of();
    }
    fresh.forEach(each -> transfers.put(each.item(), each));
    items.addAll(fresh.stream().map(Transfer::item).toList());
    proceed();
    return fresh.stream().map(Transfer::item).toList();
  }

  @Override
  public void answer(TransferItem item, ConflictAnswer answer, Scope scope) {
    Transfer asked = transfers.get(item);
    if (asked == null || asked.place() != Transfer.Place.ASKED_ABOUT) {
      return;
    }
    List<Transfer> answered = List.of(asked);
    if (scope == Scope.ALL) {
      asked.batch().answerAll(answer);
      answered =
          transfers.values().stream()
              .filter(each -> each.batch().equals(asked.batch()))
              .filter(each -> each.place() == Transfer.Place.ASKED_ABOUT)
              .filter(each -> each == asked || fits(answer, each.item().conflict()))
              .toList();
    }
    answered.forEach(each -> answer(each, answer));
    proceed();
  }

  @Override
  public void restore(TransferItem item) {
    restores.restore(item);
  }

  @Override
  public CompletableFuture<Void> restore(DeviceItem device, String folder, String name) {
    return restores.restore(device, folder, name);
  }

  @Override
  public CompletableFuture<Void> makeFolder(DeviceItem device, String folder, String name) {
    return jobs.run(device, new Job.NewFolder(folder, name));
  }

  private void answer(Transfer transfer, ConflictAnswer answer) {
    transfer.answer(answer);
    if (answer == ConflictAnswer.KEEP_BOTH) {
      findFreeName(transfer);
    }
  }

  /** Whether an answer that was given for another one of its batch is an answer for this one. */
  private static boolean fits(ConflictAnswer answer, @Nullable TransferConflict conflict) {
    return switch (answer) {
      case REPLACE -> !(conflict instanceof TransferConflict.CannotKeep);
      case KEEP_BOTH -> !(conflict instanceof TransferConflict.Unknown); // No name is known free.
      case REPLACE_FOR_GOOD, SKIP -> true;
    };
  }

  @Override
  public void pause(TransferItem item) {
    Transfer transfer = transfers.get(item);
    if (transfer != null && transfer.canPause()) {
      transfer.pause();
      proceed();
    }
  }

  @Override
  public void resume(TransferItem item) {
    Transfer transfer = transfers.get(item);
    if (transfer != null && transfer.isPaused()) {
      transfer.resume();
      proceed();
    }
  }

  @Override
  public void cancel(TransferItem item) {
    Transfer transfer = transfers.get(item);
    if (transfer != null) {
      transfer.cancel();
      proceed();
    }
  }

  @Override
  public void retry(TransferItem item) {
    Transfer transfer = transfers.get(item);
    if (transfer == null || closed) {
      return;
    }
    if (transfer.isOver()) {
      transfer.again();
    } else {
      transfer.stopWaiting();
    }
    proceed();
  }

  @Override
  public void clearFinished() {
    List<TransferItem> over =
        items.stream().filter(item -> item.status().phase().isOver()).toList();
    items.removeAll(over);
    over.forEach(transfers::remove);
  }

  /** Cancels everything. Completes, on any thread, when nothing is left half-written. */
  public CompletableFuture<Void> close() {
    closed = true;
    polling.unsubscribe();
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (Transfer each : transfers.values()) {
      Attempt attempt = each.attempt();
      each.cancel();
      if (attempt != null) {
        ends.add(attempt.outcome());
      }
    }
    List.copyOf(devices.keySet()).forEach(this::release);
    return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
  }

  /** Lets each transfer do what it can do now. */
  private void proceed() {
    if (closed) {
      return;
    }
    Room room = new Room(transfers.values());
    for (Transfer each : List.copyOf(transfers.values())) {
      if (each.isReady()) {
        watch(each.item().device());
        proceed(each, room);
      }
    }
    tidy();
  }

  private void proceed(Transfer transfer, Room room) {
    DeviceItem device = transfer.item().device();
    boolean there = device.status().phase() == LinkPhase.UP;
    if (transfer.place() == Transfer.Place.UNKNOWN && (there || !transfer.isUpload())) {
      transfer.lookFor();
      look(transfer);
    }
    boolean placed =
        switch (transfer.place()) {
          case UNKNOWN, LOOKED_FOR, ASKED_ABOUT -> false;
          case CLEAR, REPLACED, REPLACED_FOR_GOOD -> true;
        };
    if (transfer.place() == Transfer.Place.ASKED_ABOUT || transfer.isOver()) {
      return;
    }
    if (!there) {
      transfer.await(device.status().reason());
    } else if (placed && room.take(device)) {
      start(transfer);
    } else {
      transfer.queue();
    }
  }

  private void start(Transfer transfer) {
    Attempt fresh = transfer.goOn();
    if (fresh == null) {
      return;
    }
    Carrier carrier = carriers.apply(transfer.item().device());
    Job job = transfer.job();
    fresh.outcome().thenAcceptAsync(outcome -> ended(transfer, outcome), fx);
    background.dedicated("transfer", () -> fresh.run(carrier, job));
  }

  private void ended(Transfer transfer, Outcome outcome) {
    transfer.ended(outcome);
    switch (outcome) {
      case Outcome.Whole _ -> {
        if (transfer.isUpload()) {
          restores.placed(transfer.item());
        }
      }
      case Outcome.Cancelled(), Outcome.Failed _, Outcome.Suspended() -> {}
      case Outcome.CannotKeep() -> cannotKeep(transfer);
      case Outcome.Blocked(TransferConflict by) -> meet(transfer, by);
      case Outcome.Lost(String reason) -> {
        if (!transfer.isPaused()) {
          retryLater(transfer, reason);
        }
      }
    }
    proceed();
  }

  /** Asks again if the user was told that a file is kept. */
  private void cannotKeep(Transfer transfer) {
    cannotKeep.add(transfer.item().device());
    if (transfer.item().conflict() instanceof TransferConflict.FileThere there) {
      meet(transfer, there);
    } else {
      transfer.replaceForGood();
    }
  }

  private void retryLater(Transfer transfer, String reason) {
    if (closed) {
      return;
    }
    int losses = transfer.lost();
    Duration delay = backoff.delay(losses);
    transfer.waitForRetry(
        background.after(
            delay,
            () ->
                fx.execute(
                    () -> {
                      transfer.stopWaiting();
                      proceed();
                    })),
        TransferStatus.retrying(reason, losses + 1, clock.instant().plus(delay)));
  }

  /** Looks for what is in its way. */
  private void look(Transfer transfer) {
    if (isOnItsWay(transfer)) {
      meet(transfer, new TransferConflict.OnItsWay());
      return;
    }
    Job.Download download = transfer.job() instanceof Job.Download job ? job : null;
    CompletableFuture<Found> looking =
        download == null
            ? there(transfer).thenApply(there -> Found.of(there.get(transfer.item().name())))
            : background.call(() -> Found.of(download.conflict()));
    looking.whenCompleteAsync((found, failure) -> looked(transfer, found, failure), fx);
  }

  private void looked(Transfer transfer, @Nullable Found found, @Nullable Throwable failure) {
    if (transfer.isOver() || transfer.place() != Transfer.Place.LOOKED_FOR) {
      return;
    }
    TransferConflict conflict =
        found == null ? new TransferConflict.Unknown(words(failure)) : found.conflict();
    if (conflict == null) {
      transfer.clear();
    } else {
      meet(transfer, conflict);
    }
    proceed();
  }

  private void meet(Transfer transfer, TransferConflict found) {
    TransferConflict conflict =
        found instanceof TransferConflict.FileThere there
                && transfer.isUpload()
                && cannotKeep.contains(transfer.item().device())
            ? new TransferConflict.CannotKeep(there)
            : found;
    transfer.meet(conflict);
    ConflictAnswer known = transfer.batch().answer();
    if (known != null && fits(known, conflict)) {
      answer(transfer, known);
    }
  }

  private void findFreeName(Transfer transfer) {
    String name = transfer.item().name();
    Set<String> others =
        transfers.values().stream()
            .filter(each -> each != transfer && goToTheSame(each, transfer))
            .map(each -> each.item().name())
            .collect(Collectors.toSet());
    Path folder = transfer.local();
    CompletableFuture<String> finding =
        transfer.isUpload()
            ? there(transfer)
                .thenApply(
                    there ->
                        FreeName.of(
                            name, taken -> others.contains(taken) || there.containsKey(taken)))
            : background.call(
                () ->
                    FreeName.of(
                        name, taken -> others.contains(taken) || Job.there(folder, taken) != null));
    finding.whenCompleteAsync((free, failure) -> named(transfer, free, failure), fx);
  }

  private void named(Transfer transfer, @Nullable String free, @Nullable Throwable failure) {
    if (transfer.isOver()) {
      return;
    }
    if (free == null) {
      transfer.meet(new TransferConflict.Unknown(words(failure)));
    } else {
      transfer.rename(free);
    }
    proceed();
  }

  private CompletableFuture<Map<String, TransferConflict>> there(Transfer upload) {
    DeviceItem device = upload.item().device();
    String folder = upload.item().folder();
    return upload
        .batch()
        .names(
            () ->
                names
                    .in(device, folder)
                    .thenApply(
                        there -> {
                          if (!isOfWindows(folder)) {
                            return there;
                          }
                          Map<String, TransferConflict> any =
                              new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                          any.putAll(there);
                          return any;
                        }));
  }

  /** Whether one that was queued before brings something of its name. */
  private boolean isOnItsWay(Transfer transfer) {
    return transfers.values().stream()
        .takeWhile(each -> each != transfer)
        .anyMatch(
            each ->
                goToTheSame(each, transfer) && each.item().name().equals(transfer.item().name()));
  }

  private static boolean goToTheSame(Transfer one, Transfer other) {
    return !one.isOver()
        && one.isUpload() == other.isUpload()
        && one.item().folder().equals(other.item().folder())
        && (!one.isUpload() || one.item().device().equals(other.item().device()));
  }

  private static boolean isOfWindows(String path) {
    return !path.startsWith("/");
  }

  private static String words(@Nullable Throwable failure) {
    String words = failure == null ? null : Background.cause(failure).getMessage();
    return words == null ? "" : words;
  }

  /** Keeps a device connected while something is to be transferred. */
  private void watch(DeviceItem device) {
    if (!devices.containsKey(device)) {
      Connections.Hold hold = connections.hold(device);
      devices.put(
          device, device.statusProperty().subscribe((before, now) -> proceed()).and(hold::release));
    }
  }

  private void release(DeviceItem device) {
    Subscription watching = devices.remove(device);
    if (watching != null) {
      watching.unsubscribe();
    }
  }

  /** Counts, lets go of devices that are not needed, and forgets what was over long ago. */
  private void tidy() {
    List<Transfer> open = transfers.values().stream().filter(each -> !each.isOver()).toList();
    unfinished.set(open.size());
    Set<DeviceItem> needed =
        open.stream().map(each -> each.item().device()).collect(Collectors.toSet());
    devices.keySet().stream()
        .filter(device -> !needed.contains(device))
        .toList()
        .forEach(this::release);
    List<TransferItem> over =
        items.stream().filter(item -> item.status().phase().isOver()).toList();
    if (over.size() > KEPT) {
      List<TransferItem> oldest = over.subList(0, over.size() - KEPT);
      items.removeAll(oldest);
      oldest.forEach(transfers::remove);
    }
  }

  /** A device that is not in the list any more needs no files. */
  private void cancelRemoved() {
    Set<DeviceItem> known = inventory.devices().collect(Collectors.toSet());
    cannotKeep.retainAll(known);
    transfers.values().stream()
        .filter(each -> !known.contains(each.item().device()))
        .toList()
        .forEach(Transfer::cancel);
    tidy();
  }

  /** How many more transfers may move at once. */
  private static final class Room {
    private final Map<DeviceItem, Integer> onDevice = new HashMap<>();
    private int all;

    Room(Collection<Transfer> transfers) {
      transfers.stream().filter(Transfer::isMoving).forEach(each -> count(each.item().device()));
    }

    /** Takes a place, if there is one. */
    boolean take(DeviceItem device) {
      boolean free = all < AT_ONCE && onDevice.getOrDefault(device, 0) < PER_DEVICE;
      if (free) {
        count(device);
      }
      return free;
    }

    private void count(DeviceItem device) {
      all++;
      onDevice.merge(device, 1, Integer::sum);
    }
  }

  /** What was found at a place; null if nothing. */
  private record Found(@Nullable TransferConflict conflict) {
    static Found of(@Nullable TransferConflict conflict) {
      return new Found(conflict);
    }
  }
}
