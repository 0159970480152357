package dev.portolan.app.browse;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.app.task.Background;
import dev.portolan.transport.open.StreamOpener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The folders of one device, listed and changed by commands on a terminal there, because the
 * protocol has none.
 *
 * <p>Nothing is listed that was not asked for. A listing is kept until it is asked for anew, or a
 * transfer has changed the folder. Any thread; futures complete on a background thread, and fail
 * with a {@link BrowseException}.
 */
public final class RemoteFolders implements AutoCloseable {
  /** Entries of all kept listings; more than one folder can have. */
  private static final int KEPT_ENTRIES = 100_000;

  /** Of the names in one command; Windows takes 32,767 characters for all of it, encoded. */
  private static final int COMMAND_BYTES = 2_000;

  private static final String HOME = "";

  private final FolderCommands commands;
  private final Map<String, Asked> listings = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Asked> running = new HashSet<>();
  private boolean closed;

  /** A listing that was asked for. */
  private static final class Asked {
    private final CompletableFuture<RemoteFolder> answer;

    private Asked(CompletableFuture<RemoteFolder> answer) {
      this.answer = answer;
    }

    /** The folder, or null while it is not listed. */
    private @Nullable RemoteFolder folder() {
      return answer.isCompletedExceptionally() ? null : answer.getNow(null);
    }
  }

  /**
   * @param opener leads to the device
   */
  public RemoteFolders(StreamOpener opener, Background background) {
    this(new FolderCommands(opener, background));
  }

  RemoteFolders(FolderCommands commands) {
    this.commands = commands;
  }

  /**
   * The content of a folder: the kept listing, or else a new one. Whoever asks for a folder that is
   * being listed gets the same future; cancelling it ends the command on the device.
   */
  public CompletableFuture<RemoteFolder> list(String absolutePath) {
    if (!RemotePath.isAbsolute(absolutePath)) {
      return CompletableFuture.failedFuture(
          new BrowseException(
              Reason.MISSING,
              "A folder on a device is written from the top.",
              "Write it as /home or C:\\Users."));
    }
    return listed(RemotePath.tidy(absolutePath));
  }

  /** The content of a folder, listed anew. */
  public CompletableFuture<RemoteFolder> refresh(String absolutePath) {
    changed(absolutePath);
    return list(absolutePath);
  }

  /** The folder where the account that runs commands on the device is at home. */
  public CompletableFuture<RemoteFolder> home() {
    return listed(HOME);
  }

  /** The kept listing of a folder; null if there is none. Does not ask the device. */
  public @Nullable RemoteFolder kept(String absolutePath) {
    synchronized (listings) {
      Asked listing = listings.get(RemotePath.tidy(absolutePath));
      return listing == null ? null : listing.folder();
    }
  }

  /** A transfer has changed what is in this folder: its listing is not kept any longer. */
  public void changed(String absolutePath) {
    String path = RemotePath.tidy(absolutePath);
    synchronized (listings) {
      listings.remove(path);
      Asked home = listings.get(HOME);
      RemoteFolder known = home == null ? null : home.folder();
      if (known == null || known.path().equals(path)) {
        listings.remove(HOME);
      }
    }
  }

  /**
   * Deletes files, links and whole folders. What links lead to stays.
   *
   * @param names those in the folder, as its listing has them
   * @return fails with a {@link BrowseException} if something of it is still there
   */
  public CompletableFuture<Void> delete(String folder, List<String> names) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    try {
      List<EntryName> part = new ArrayList<>();
      int size = 0;
      for (String name : names) {
        EntryName next = known(folder, name);
        if (size + next.raw().length() > COMMAND_BYTES && !part.isEmpty()) {
          done = then(done, new FolderRequest.Deletion(folder, part));
          part.clear();
          size = 0;
        }
        part.add(next);
        size += next.raw().length();
      }
      return then(done, new FolderRequest.Deletion(folder, part))
          .whenComplete((_, _) -> changedBelow(folder));
    } catch (BrowseException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Gives something another name in its folder.
   *
   * @param name as the folder's listing has it
   * @param to a name that nothing in the folder has
   * @return fails with a {@link BrowseException} if it is not renamed
   */
  public CompletableFuture<Void> rename(String folder, String name, String to) {
    try {
      FolderRequest request =
          new FolderRequest.Renaming(folder, known(folder, name), nameable(folder, to));
      return commands.change(request).whenComplete((_, _) -> changedBelow(folder));
    } catch (BrowseException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> then(CompletableFuture<Void> before, FolderRequest request) {
    return before.thenCompose(_ -> commands.change(request));
  }

  /** The name of something in a folder, in the bytes that it has there. */
  private EntryName known(String folder, String name) throws BrowseException {
    RemoteFolder listing = kept(folder);
    List<RemoteEntry> found =
        listing == null
            ? List.of()
            : listing.entries().stream().filter(each -> each.name().equals(name)).toList();
    return switch (found.size()) {
      case 0 -> nameable(folder, name);
      case 1 -> valid(folder, EntryName.of(found.getFirst().raw()));
      default -> throw badName("Two names in this folder look alike.");
    };
  }

  private static EntryName nameable(String folder, String name) throws BrowseException {
    return valid(folder, EntryName.ofText(name));
  }

  private static EntryName valid(String folder, EntryName name) throws BrowseException {
    boolean windows = RemotePath.isWindows(folder);
    if (!name.isEntry(windows)) {
      throw badName("The device cannot have such a name.");
    }
    if (windows && (name.shown().endsWith(".") || name.shown().endsWith(" "))) {
      throw badName("Windows takes a name that ends so for another one.");
    }
    return name;
  }

  private static BrowseException badName(String sentence) {
    return new BrowseException(Reason.NOT_CHANGED, sentence, "Use a shell for it.");
  }

  /** Neither this folder nor those in it may be as they were listed. */
  private void changedBelow(String folder) {
    changed(folder);
    String inside = RemotePath.child(RemotePath.tidy(folder), "");
    synchronized (listings) {
      listings.keySet().removeIf(path -> path.startsWith(inside));
    }
  }

  /** Ends all listings, and with them their commands on the device. Idempotent. */
  @Override
  public void close() {
    List<Asked> left;
    synchronized (listings) {
      closed = true;
      listings.clear();
      left = List.copyOf(running);
    }
    left.forEach(listing -> listing.answer.completeExceptionally(FolderCommands.cancelled()));
  }

  private CompletableFuture<RemoteFolder> listed(String path) {
    Asked listing;
    synchronized (listings) {
      if (closed) {
        return CompletableFuture.failedFuture(FolderCommands.cancelled());
      }
      Asked known = listings.get(path);
      if (known != null) {
        return known.answer;
      }
      listing = new Asked(commands.list(path));
      listings.put(path, listing);
      running.add(listing);
    }
    listing.answer.whenComplete((folder, failure) -> settled(path, listing));
    return listing.answer;
  }

  /** Forgets a failure, and what was used longest ago if there is too much. */
  private void settled(String path, Asked listing) {
    synchronized (listings) {
      running.remove(listing);
      RemoteFolder folder = listing.folder();
      if (folder == null) {
        listings.remove(path, listing);
        return;
      }
      if (path.equals(HOME) && listing.equals(listings.get(HOME))) {
        listings.put(folder.path(), listing);
      }
      int entries = listings.values().stream().mapToInt(RemoteFolders::entries).sum();
      Iterator<Asked> oldest = listings.values().iterator();
      while (entries > KEPT_ENTRIES && oldest.hasNext()) {
        Asked each = oldest.next();
        if (each.folder() != null) {
          entries -= entries(each);
          oldest.remove();
        }
      }
    }
  }

  private static int entries(Asked listing) {
    RemoteFolder folder = listing.folder();
    return folder == null ? 0 : folder.entries().size();
  }
}
