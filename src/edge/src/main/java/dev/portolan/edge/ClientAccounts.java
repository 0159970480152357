package dev.portolan.edge;

import dev.portolan.smux.SessionMemory;
import dev.portolan.transport.message.ClientNumber;
import io.netty.util.concurrent.Ticker;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The accounts of all clients, by name. One is kept while the client has a session, and longer
 * while something counts against it. Safe for any thread.
 */
final class ClientAccounts {

  /**
   * Streams without a whole opening message, or to be answered late, of all clients; some kilobytes
   * each.
   */
  static final int OPENINGS = 2_048;

  /** What is kept of such messages, of all clients. */
  static final int OPENING_BYTES = 8 * 1024 * 1024;

  /** Devices that clients are told of, of all clients; some 200 bytes each. */
  static final int WATCHED = 128 * 1024;

  /** The part that no client alone can have. */
  private static final int RESERVED = 8;

  /** So that the numbers of clients say nothing about their names. */
  private final long salt = new SecureRandom().nextLong();

  private final Ticker ticker;
  private final Notices notices;
  private final SessionMemory memory;
  private final FairShares openings = new FairShares(OPENINGS, OPENINGS / RESERVED);
  private final FairShares bytes = new FairShares(OPENING_BYTES, OPENING_BYTES / RESERVED);
  private final FairShares watched = new FairShares(WATCHED, WATCHED / RESERVED);
  private final Map<String, Entry> entries = new HashMap<>();

  private static final class Entry {
    final ClientAccount account;
    int sessions;

    Entry(ClientAccount account) {
      this.account = account;
    }

    boolean isOver() {
      return sessions == 0 && account.conduct().count() == 0;
    }
  }

  /**
   * @param memory each client has one share in it
   */
  ClientAccounts(Ticker ticker, Notices notices, SessionMemory memory) {
    this.ticker = ticker;
    this.notices = notices;
    this.memory = memory;
  }

  /** A client has one more session. */
  synchronized ClientAccount open(String client) {
    entries.values().removeIf(Entry::isOver);
    Entry entry =
        entries.computeIfAbsent(
            client,
            name ->
                new Entry(
                    new ClientAccount(
                        name,
                        number(name),
                        new ClientConduct(ticker),
                        openings,
                        bytes,
                        watched,
                        memory.newShare(),
                        notices)));
    entry.sessions++;
    return entry.account;
  }

  /** The same each time: who comes back has no share of a device anew. */
  private int number(String client) {
    return new SplittableRandom(salt ^ client.hashCode()).nextInt(1, ClientNumber.MAX + 1);
  }

  /** One of its sessions has ended. */
  synchronized void close(ClientAccount account) {
    Entry entry = entries.get(account.client());
    if (entry != null && --entry.sessions == 0 && entry.isOver()) {
      entries.remove(account.client());
    }
  }

  /** How many streams have no whole opening message yet, or are answered late. */
  int openingCount() {
    return openings.total();
  }

  synchronized int count() {
    return entries.size();
  }
}
