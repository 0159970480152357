package dev.portolan.app.browse;

import dev.portolan.app.task.Background;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.task.TemporaryFolder;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The editing of a device's file in an editor of this computer.
 *
 * <p>The file is copied into a private folder. Whenever the editor saves it, it is sent back, if
 * the file on the device is still the one that was fetched or sent last. To know that, it is
 * fetched again and compared, which is why it may have {@value #MOST_MIB} MiB and no more. A change
 * there in the moment between is not noticed.
 *
 * <p>Any thread. Everything that blocks happens on a thread of its own, in order; listeners are
 * called there.
 */
public final class RemoteEdit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteEdit.class);
  private static final int MOST_MIB = 16;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss");

  /** Opens a file in an editor. Blocks; returns whether there is one. */
  @FunctionalInterface
  interface Editor {
    boolean open(Path file) throws InterruptedException;
  }

  private sealed interface Event {
    /** The editor may have saved. */
    record Saved() implements Event {}

    record Retried() implements Event {}

    record Answered(EditAnswer answer) implements Event {}

    record Ended() implements Event {}
  }

  private final FileExchange device;
  private final Editor editor;
  private final Background background;
  private final Clock clock;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile String path;
  private volatile EditState state = new EditState.Fetching();

  /** The content that the device had last; null before it is fetched. Its thread's own. */
  private byte @Nullable [] known;

  /**
   * Prepares the editing of a file.
   *
   * @param path its absolute path on the device
   * @param opener leads to the device
   * @param editor programs that open a text without running it
   */
  public RemoteEdit(
      String path, StreamOpener opener, DesktopCommands editor, Background background) {
    this(
        path,
        new DeviceExchange(new DeviceFiles(opener), (long) MOST_MIB << 20),
        file -> editor.open(file.toString()),
        background,
        Clock.system(ZoneId.systemDefault()));
  }

  RemoteEdit(String path, FileExchange device, Editor editor, Background background, Clock clock) {
    this.path = path;
    this.device = device;
    this.editor = editor;
    this.background = background;
    this.clock = clock;
  }

  /**
   * The programs of an operating system that edit a text, by its Java name. None of them runs what
   * it opens, whatever it is called.
   */
  public static DesktopCommands editors(String system) {
    if (system.startsWith("Windows")) {
      return new DesktopCommands(List.of(List.of("notepad.exe")));
    }
    if (system.startsWith("Mac")) {
      return new DesktopCommands(List.of(List.of("open", "-t")));
    }
    return new DesktopCommands(List.of(List.of("xdg-open"), List.of("gio", "open")));
  }

  /** Fetches the file and opens it. Once. */
  public void start() {
    background.run(this::live);
  }

  /** The absolute path on the device; another one after both files were kept. */
  public String path() {
    return path;
  }

  public EditState state() {
    return state;
  }

  /** Calls {@code listener} after each change of the state, on the thread of the editing. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /** Tries again what has failed. */
  public void retry() {
    events.add(new Event.Retried());
  }

  /** Answers the question of {@link EditState.ChangedThere}; without effect in other states. */
  public void answer(EditAnswer answer) {
    events.add(new Event.Answered(answer));
  }

  /** Ends the editing, and removes the copy with everything that was not sent. Idempotent. */
  @Override
  public void close() {
    events.add(new Event.Ended());
  }

  private void live() throws IOException, InterruptedException {
    try (TemporaryFolder folder = new TemporaryFolder("portolan-edit")) {
      EditedCopy copy = new EditedCopy(folder.path(), RemotePath.name(path));
      if (fetched(copy)) {
        try (FolderWatch _ =
            FolderWatch.start(copy.folder(), background, () -> events.add(new Event.Saved()))) {
          edit(copy);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("An edited file was given up", e);
      show(new EditState.Failed(sentence(e)));
      throw e;
    }
    show(new EditState.Closed());
  }

  /** Fetches the file, as often as it is wanted. Returns false if it is not wanted any more. */
  private boolean fetched(EditedCopy copy) throws IOException, InterruptedException {
    while (true) {
      try {
        fetch(copy);
        return true;
      } catch (IOException e) {
        show(new EditState.Failed(sentence(e)));
      }
      Event next;
      do {
        next = events.take();
        if (next instanceof Event.Ended) {
          return false;
        }
      } while (!(next instanceof Event.Retried));
      show(new EditState.Fetching());
    }
  }

  private void fetch(EditedCopy copy) throws IOException, InterruptedException {
    device.get(path, copy.incoming());
    known = copy.take();
  }

  private void edit(EditedCopy copy) throws IOException, InterruptedException {
    show(
        editor.open(copy.file())
            ? new EditState.Editing()
            : new EditState.Failed(
                "No editor could be started; the file is " + copy.file() + " meanwhile."));
    while (true) {
      switch (events.take()) {
        case Event.Saved() -> {
          if (!(state instanceof EditState.ChangedThere)) {
            send(copy);
          }
        }
        case Event.Retried() -> send(copy);
        case Event.Answered(EditAnswer answer) -> {
          if (state instanceof EditState.ChangedThere) {
            answered(answer, copy);
          }
        }
        case Event.Ended() -> {
          return;
        }
      }
    }
  }

  private void answered(EditAnswer answer, EditedCopy copy) throws InterruptedException {
    try {
      switch (answer) {
        case OVERWRITE -> put(copy, path);
        case KEEP_BOTH ->
            put(copy, RemotePath.child(RemotePath.parent(path), ownName(RemotePath.name(path))));
        case DISCARD -> {
          show(new EditState.Fetching());
          fetch(copy);
          show(new EditState.Editing());
        }
      }
    } catch (IOException e) {
      show(new EditState.Failed(sentence(e)));
    }
  }

  /** Sends what was saved, unless it is what the device has, or that has changed. */
  private void send(EditedCopy copy) throws InterruptedException {
    try {
      if (!copy.exists() || Arrays.equals(copy.hash(), known)) {
        return; // Half of a replacement, a lock file, or what came from the device.
      }
      show(new EditState.Sending());
      String how = change(copy);
      if (how.isEmpty()) {
        put(copy, path);
      } else {
        show(new EditState.ChangedThere(how));
      }
    } catch (IOException e) {
      show(new EditState.Failed(sentence(e)));
    }
  }

  /** What has become of the file on the device since; empty if nothing. */
  private String change(EditedCopy copy) throws IOException, InterruptedException {
    try {
      device.get(path, copy.incoming());
    } catch (EdgeException e) {
      if (e.problem() != Problem.STREAM_REFUSED) {
        throw e;
      }
      return "The file on the device cannot be read any more: " + e.getMessage();
    }
    return Arrays.equals(copy.hashOfIncoming(), known)
        ? ""
        : "The file on the device was changed by somebody else meanwhile.";
  }

  private void put(EditedCopy copy, String target) throws IOException, InterruptedException {
    show(new EditState.Sending());
    byte[] content = copy.prepare();
    FileExchange.Previous previous = device.put(copy.outgoing(), target);
    path = target;
    known = content;
    show(
        switch (previous) {
          case KEPT -> new EditState.Sent();
          case GONE -> new EditState.SentForGood();
        });
    events.add(new Event.Saved()); // The editor may have saved again meanwhile.
  }

  /** A name beside the other one's, with the time before its ending. */
  private String ownName(String name) {
    String stamp = " (" + STAMP.format(ZonedDateTime.now(clock)) + ")";
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name + stamp : name.substring(0, dot) + stamp + name.substring(dot);
  }

  private void show(EditState next) {
    state = next;
    listeners.forEach(Runnable::run);
  }

  private static String sentence(Exception e) {
    return e instanceof IOException io
        ? TransferException.of(io).sentence()
        : Sentence.of(String.valueOf(e.getMessage()));
  }
}
