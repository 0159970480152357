package dev.portolan.bench.peer;

import dev.portolan.bench.load.Window;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running peer: an address and the processes behind it. */
public final class RunningPeer implements Window.Meter, Closeable {
  private final Deque<Closeable> parts = new ArrayDeque<>();
  private final List<ProcessUse> processes = new ArrayList<>();
  private @Nullable ProcessUse client;
  private @Nullable InetSocketAddress address;

  <T extends Closeable> T add(T part) {
    parts.push(part);
    return part;
  }

  void addProcess(long pid) {
    processes.add(new ProcessUse(pid, false));
  }

  void addClient(long pid, boolean java) {
    ProcessUse use = new ProcessUse(pid, java);
    client = use;
    processes.add(use);
  }

  void listensAt(InetSocketAddress where) {
    address = where;
  }

  /** The address to connect to. */
  public InetSocketAddress address() {
    if (address == null) {
      throw new IllegalStateException("the peer does not listen yet");
    }
    return address;
  }

  @Override
  public double clientCpuSeconds() {
    return client == null ? Double.NaN : client.cpuSeconds();
  }

  @Override
  public double allCpuSeconds() {
    return client == null
        ? Double.NaN
        : processes.stream().mapToDouble(ProcessUse::cpuSeconds).sum();
  }

  @Override
  public double clientRssMegabytes() {
    return client == null ? Double.NaN : client.rssMegabytes();
  }

  @Override
  public void collectGarbage() {
    if (client != null) {
      client.collectGarbage();
    }
  }

  /** Ends all processes, the last one first. */
  @Override
  public void close() throws IOException {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
