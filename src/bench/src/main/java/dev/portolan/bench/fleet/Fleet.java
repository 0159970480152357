package dev.portolan.bench.fleet;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.device.DeviceState;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Devices of one edge, with the settings of the program. Thread-safe. */
final class Fleet {
  private static final int THREADS = 2;

  /** First connections under way at once: this process is cold, and each prepares TLS. */
  private static final int AT_ONCE = 50;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<DeviceClient> devices = new ArrayList<>();

  /** When each connected device was connected, by {@link System#nanoTime}. */
  private final Map<DeviceClient, Long> readyAt = new HashMap<>();

  private final Map<String, Integer> failures = new TreeMap<>();

  /** Makes devices that are not started yet. */
  Fleet(URI edge, Trust trust, List<ClientIdentity> identities) {
    EventLoopGroup loops = EventLoops.create("fleet", THREADS);
    EdgeConnector connector = new EdgeConnector(loops);
    for (ClientIdentity identity : identities) {
      Endpoint endpoint = new Endpoint(edge, null, trust, identity, new ProxyChoice.None());
      DeviceClient device = new DeviceClient(loops, connector, DeviceConfig.of(endpoint));
      device.addListener(state -> changed(device, state));
      devices.add(device);
    }
  }

  /** Starts them, a few at a time, until all are connected. */
  synchronized void start() throws InterruptedException, TimeoutException {
    for (int i = 0; i < devices.size(); i++) {
      int started = i;
      await(() -> started - readyAt.size() < AT_ONCE);
      devices.get(i).start();
    }
    await(() -> readyAt.size() == devices.size());
  }

  private synchronized void changed(DeviceClient device, DeviceState state) {
    switch (state) {
      case DeviceState.Ready() -> readyAt.put(device, System.nanoTime());
      case DeviceState.Waiting(Throwable cause, Duration _) -> {
        readyAt.remove(device);
        failures.merge(String.valueOf(cause.getMessage()), 1, Integer::sum);
      }
      case DeviceState.Connecting(), DeviceState.Stopped() -> readyAt.remove(device);
    }
    notifyAll();
  }

  /** Waits until a device is not connected any more. */
  void awaitLoss() throws InterruptedException, TimeoutException {
    await(() -> readyAt.size() < devices.size());
  }

  /**
   * Waits until all are connected.
   *
   * @param since a moment by {@link System#nanoTime}
   * @return seconds from that moment to the connection of each, in rising order
   */
  synchronized List<Double> awaitAll(long since) throws InterruptedException, TimeoutException {
    await(() -> readyAt.size() == devices.size());
    return readyAt.values().stream().map(at -> (at - since) / 1e9).sorted().toList();
  }

  private synchronized void await(BooleanSupplier condition)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (millis <= 0) {
        throw new TimeoutException(
            readyAt.size() + " of " + devices.size() + " devices are connected; " + failures);
      }
      wait(millis);
    }
  }

  /** Why attempts have failed and sessions have ended, with their numbers, since the last call. */
  synchronized Map<String, Integer> failures() {
    Map<String, Integer> copy = new TreeMap<>(failures);
    failures.clear();
    return copy;
  }
}
