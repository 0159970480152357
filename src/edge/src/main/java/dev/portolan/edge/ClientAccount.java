package dev.portolan.edge;

import dev.portolan.smux.MemoryShare;
import dev.portolan.transport.accept.OpeningRoom;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.problem.Notices;
import org.jspecify.annotations.Nullable;

/**
 * One client as this edge sees it, whatever number of sessions it has: how it behaves, and what its
 * streams hold here before they are opened. Safe for any thread.
 */
final class ClientAccount implements OpeningRoom {

  private final String client;
  private final int number;
  private final ClientConduct conduct;
  private final FairShares openings;
  private final FairShares bytes;
  private final MemoryShare memory;
  private final FairShares watched;
  private final Notices notices;

  /**
   * @param number by which devices tell it from others
   * @param openings streams that have no whole opening message or are answered late, of all clients
   * @param bytes what is kept of such messages, of all clients
   * @param watched devices that clients are told of
   * @param memory what waits on all streams of this client, those to devices included
   */
  ClientAccount(
      String client,
      int number,
      ClientConduct conduct,
      FairShares openings,
      FairShares bytes,
      FairShares watched,
      MemoryShare memory,
      Notices notices) {
    this.client = client;
    this.number = number;
    this.conduct = conduct;
    this.openings = openings;
    this.bytes = bytes;
    this.memory = memory;
    this.watched = watched;
    this.notices = notices;
  }

  /** The client's name, for rules and logs. */
  String client() {
    return client;
  }

  /** By which devices tell it from others, as a {@link ClientNumber}. */
  int number() {
    return number;
  }

  ClientConduct conduct() {
    return conduct;
  }

  MemoryShare memory() {
    return memory;
  }

  @Override
  public @Nullable String enter() {
    return openings.take(client, 1) == FairShares.Answer.GIVEN
        ? null
        : refused(
            "this edge waits for the first message of too many streams of yours; send those first");
  }

  @Override
  public @Nullable String grow(int held, int more) {
    if (bytes.take(client, more) == FairShares.Answer.GIVEN) {
      return null;
    }
    giveBack(held);
    return refused(
        "this edge holds too many unfinished first messages of yours; finish those first");
  }

  /** One of its streams is to be answered late; null lets it wait. */
  @Nullable String delay() {
    return openings.take(client, 1) == FairShares.Answer.GIVEN
        ? null
        : refused("too many streams of yours wait at this edge; open fewer at once");
  }

  /** It waits no more. */
  void delayed() {
    openings.release(client, 1);
  }

  /** It wants to be told of so many devices more; null lets it. */
  @Nullable String watch(int devices) {
    return watched.take(client, devices) == FairShares.Answer.GIVEN
        ? null
        : refused("this edge tells you of as many devices as it can; watch fewer");
  }

  /** It is told of so many devices less. */
  void unwatch(int devices) {
    watched.release(client, devices);
  }

  private String refused(String reason) {
    String who = "client " + RemoteText.clean(client);
    notices.tell(who + " unfinished", who + " is refused more: " + reason);
    return reason;
  }

  @Override
  public void whole(int held) {
    giveBack(held);
  }

  @Override
  public void givenUp(int held) {
    giveBack(held);
    conduct.givenUp();
  }

  private void giveBack(int held) {
    openings.release(client, 1);
    if (held > 0) {
      bytes.release(client, held);
    }
  }
}
