package dev.portolan.bench.peer;

/** A way from an address to the service. */
public interface Peer {

  String name();

  /** Why it cannot do this; empty if it can. */
  String unfit(Task task);

  /** Whether it is compiled while it works, and so needs long to get to its speed. */
  boolean warmsUp();

  /** Starts fresh processes that carry the task, and waits until they do. */
  RunningPeer start(Task task) throws Exception;
}
