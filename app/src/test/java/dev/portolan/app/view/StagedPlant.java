package dev.portolan.app.view;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Edges, devices and tunnels in many states, for pictures of screens. */
final class StagedPlant {
  private StagedPlant() {}

  static DeviceItem populate(StagedServices staged) {
    Hands.settle();
    DeviceItem[] pump = new DeviceItem[1];
    Hands.interact(
        () -> {
          EdgeItem plant = staged.edge("Plant A");
          pump[0] = staged.device(plant, "pump-7", "plant", "pump");
          pump[0].setStatus(LinkStatus.up(Instant.now().minusSeconds(4_000)));
          staged.device(plant, "gate-2").setStatus(LinkStatus.of(LinkPhase.CONNECTING));
          staged
              .device(plant, "camera with a very long name that does not fit at all")
              .setStatus(LinkStatus.of(LinkPhase.DEVICE_AWAY));
          EdgeItem north = staged.edge("Harbour North");
          staged.device(north, "kiosk-1").setStatus(lost());
          staged
              .device(north, "kiosk-2")
              .setStatus(
                  LinkStatus.of(LinkPhase.FAILED, "The edge's certificate has expired.", ""));
          staged
              .device(north, "kiosk-3")
              .setStatus(LinkStatus.stale("The edge does not answer.", "", Instant.now()));
          for (int i = 4; i < 10; i++) {
            staged
                .device(north, "kiosk-" + i)
                .setPresence(
                    switch (i % 3) {
                      case 0 -> DevicePresence.UNKNOWN;
                      case 1 -> DevicePresence.ONLINE;
                      case 2 -> new DevicePresence.Offline(Instant.now());
                      default -> throw new IllegalStateException();
                    });
          }
          tunnels(staged, pump[0]);
          staged.activity.add(Level.GOOD, "pump-7", "Connected via Plant A.");
          staged.activity.add(Level.INFO, "pump-7", "Web page listens on 127.0.0.1:8080.");
          staged.activity.add(
              Level.WARNING, "kiosk-1", "The connection to edge.example.com was lost.");
          staged.activity.add(Level.ERROR, "kiosk-2", "The edge's certificate has expired.");
        });
    return pump[0];
  }

  private static void tunnels(StagedServices staged, DeviceItem pump) {
    TunnelItem web = tunnel(staged, pump, "Web page", "", 8080, 80);
    web.setStatus(TunnelStatus.inUse(2));
    web.setTraffic(new Traffic(2, 17, 48_200_000, 1_700_000, 1_240_000, 40_300, 0));
    web.setSince(Instant.now().minusSeconds(3_700));
    for (int i = 0; i < 60; i++) {
      web.history().add((long) (900_000 * (1 + Math.sin(i / 6.0))), 60_000 + 4_000L * i);
    }
    List<ConnectionItem> connections = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ConnectionItem connection =
          new ConnectionItem("127.0.0.1:5" + (1_234 + i), Instant.now().minusSeconds(30L * i));
      connection.setBytes(1_200_000L * i, 4_000L * i);
      connection.setEnd(i < 2 ? "" : "closed");
      connections.add(connection);
    }
    web.setConnections(connections);
    tunnel(staged, pump, "Database", "", 5432, 5432)
        .setStatus(
            TunnelStatus.of(
                TunnelPhase.PORT_BUSY,
                "Port 5432 is taken by another program. Close that program, or choose another local port for"
                    + " this tunnel; it starts by itself when the port is free."));
    tunnel(staged, pump, "PLC", "*", 1502, 502).setStatus(TunnelStatus.of(TunnelPhase.LISTENING));
    tunnel(staged, pump, "Camera", "", 8554, 554)
        .setStatus(
            TunnelStatus.retrying("The connection was lost.", 3, Instant.now().plusSeconds(120)));
    TunnelItem degraded = tunnel(staged, pump, "", "", 1883, 1883);
    degraded.setStatus(
        TunnelStatus.of(TunnelPhase.DEGRADED, "connection refused by localhost:1883"));
    degraded.setLastError("connection refused by localhost:1883");
    tunnel(staged, pump, "Name service", "", 5353, 53)
        .setStatus(TunnelStatus.of(TunnelPhase.NEEDS_LOGIN, "The edge does not accept the token."));
    tunnel(staged, pump, "SSH", "", 2222, 22)
        .setStatus(TunnelStatus.of(TunnelPhase.WAITING_FOR_DEVICE));
    tunnel(staged, pump, "Web page of the boiler house in the south", "", 443, 443)
        .setStatus(TunnelStatus.of(TunnelPhase.FAILED, "This user may not open port 443."));
    staged
        .profile
        .inventory()
        .addTunnel(
            pump, new TunnelSettings("New", new Forward("", 0, "::1", 80, Protocol.UDP), false));
  }

  private static TunnelItem tunnel(
      StagedServices staged, DeviceItem device, String name, String bind, int local, int remote) {
    TunnelItem item =
        staged
            .profile
            .inventory()
            .addTunnel(
                device,
                new TunnelSettings(
                    name, new Forward(bind, local, "localhost", remote, Protocol.TCP), false));
    staged.profile.inventory().turnOn(item);
    return item;
  }

  static LinkStatus lost() {
    return new LinkStatus(
        LinkPhase.RETRYING,
        "The connection to edge.example.com was lost: the peer was silent for 100 s.",
        "It is tried again by itself.",
        3,
        Instant.now().plusSeconds(90));
  }
}
