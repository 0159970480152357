package dev.portolan.bench.peer;

/** Something that forwards from an address to the service. */
public interface Peer {

  String name();

  /** Why it cannot carry the task, or an empty text. */
  String unfit(Task task);

  /** Whether it needs a long warm-up, as a JVM does. */
  boolean warmsUp();

  /** Starts fresh processes for the task. Blocks until they are ready. */
  RunningPeer start(Task task) throws Exception;
}
