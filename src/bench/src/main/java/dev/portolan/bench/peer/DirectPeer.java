package dev.portolan.bench.peer;

/** No peer: the load connects directly to the service. */
public final class DirectPeer implements Peer {
  @Override
  public String name() {
    return "raw";
  }

  @Override
  public String unfit(Task task) {
    return task.delayMillis() > 0 ? "has nothing to delay" : "";
  }

  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public RunningPeer start(Task task) {
    RunningPeer running = new RunningPeer();
    running.listensAt(task.target());
    return running;
  }
}
