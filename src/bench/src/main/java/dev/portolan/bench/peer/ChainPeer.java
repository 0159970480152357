package dev.portolan.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of client, edge and device processes.
 *
 * @param name of the peer
 * @param client the client's program
 * @param edge the edge's program
 * @param device the device's program
 * @param folder for keys and logs
 */
public record ChainPeer(String name, Program client, Program edge, Program device, Path folder)
    implements Peer {
  private static final int CLIENT_ATTEMPTS = 20;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

  @Override
  public String unfit(Task task) {
    return "";
  }

  @Override
  public boolean warmsUp() {
    return client.java() || edge.java() || device.java();
  }

  @Override
  public RunningPeer start(Task task) throws Exception {
    Chain chain = Chain.start(name, edge, device, folder, task.delayMillis());
    try {
      startClient(chain, task);
      return chain.running();
    } catch (Exception e) {
      chain.close();
      throw e;
    }
  }

  /**
   * Starts the client. Retries, because a device that is ready may not be registered at its edge
   * yet.
   */
  private void startClient(Chain chain, Task task) throws Exception {
    List<String> arguments = new ArrayList<>(chain.clientArguments());
    arguments.addAll(
        List.of(task.udp() ? "forward-udp" : "forward", "127.0.0.1:0", task.targetText()));
    RunningPeer running = chain.running();
    for (int attempt = 1; ; attempt++) {
      PeerProcess process = chain.startPart("client", client, arguments);
      try {
        String listening = process.await("listening ");
        running.addClient(process.pid(), client.java());
        running.listensAt(Chain.address(listening.substring(0, listening.indexOf(' '))));
        return;
      } catch (IOException e) {
        if (attempt == CLIENT_ATTEMPTS) {
          throw new IOException("no client for " + task, e);
        }
        Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
      }
    }
  }
}
