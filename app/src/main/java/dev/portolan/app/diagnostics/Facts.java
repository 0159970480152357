package dev.portolan.app.diagnostics;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to the FX thread, as it was at one moment.
 *
 * @param edges the edges with their devices
 * @param settings the settings
 * @param entries the latest entries of the activity
 * @param tokens the tokens, to be taken out of everything else
 */
public record Facts(
    List<Edge> edges, SettingValues settings, List<ActivityEntry> entries, List<String> tokens) {
  private static final int MAX_ENTRIES = 500;

  /** An edge with its state in words. */
  record Edge(EdgeSettings settings, String kind, List<Device> devices) {}

  /** A device with its state in words; without notes, tags and group. */
  record Device(String name, String path, String state, List<Tunnel> tunnels) {}

  /** A tunnel with its state in words. */
  record Tunnel(TunnelSettings settings, String state, String error) {}

  /** Reads them. FX thread. */
  public static Facts of(
      Inventory inventory, SettingValues settings, ActivityLog log, Tokens tokens) {
    List<String> known = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    inventory
        .edges()
        .forEach(
            edge -> {
              tokens.of(edge).ifPresent(known::add);
              edges.add(
                  new Edge(
                      edge.settings(),
                      edge.kind().name(),
                      edge.devices().stream()
                          .map(
                              device ->
                                  new Device(
                                      device.name(),
                                      device.settings().path(),
                                      device.status().phase() + " " + device.status().reason(),
                                      device.tunnels().stream()
                                          .map(
                                              tunnel ->
                                                  new Tunnel(
                                                      tunnel.settings(),
                                                      tunnel.status().phase().name(),
                                                      tunnel.lastError()))
                                          .toList()))
                          .toList()));
            });
    int size = log.entries().size();
    return new Facts(
        edges,
        settings,
        List.copyOf(log.entries().subList(Math.max(0, size - MAX_ENTRIES), size)),
        known);
  }
}
