package dev.portolan.app.store;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TunnelItem;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A loopback address for the tunnels of one device only, so that pages of several devices share
 * neither cookies nor ports. It depends on the device's id and, if another device has the same, on
 * those that are taken.
 */
final class OwnAddress {
  private static final int PLACES = 254;

  private OwnAddress() {}

  /** The address that tunnels of the device have already, or else a new one. */
  static String of(DeviceItem device, Stream<DeviceItem> all) {
    Set<String> taken =
        all.filter(other -> !other.equals(device))
            .flatMap(OwnAddress::addresses)
            .collect(Collectors.toSet());
    return addresses(device)
        .filter(address -> !taken.contains(address))
        .findFirst()
        .orElseGet(() -> fresh(device.id(), taken));
  }

  private static Stream<String> addresses(DeviceItem device) {
    return device.tunnels().stream()
        .map(TunnelItem::forward)
        .filter(forward -> forward.hasOwnLoopback())
        .map(forward -> forward.bindAddress());
  }

  /** Not in 127.0, where systems have addresses for purposes of their own. */
  private static String fresh(String id, Set<String> taken) {
    int places = PLACES * PLACES * PLACES;
    int start = Math.floorMod(id.hashCode(), places);
    for (int i = 0; ; i++) {
      int place = (start + i) % places;
      String address =
          "127.%d.%d.%d"
              .formatted(
                  1 + place / PLACES / PLACES, 1 + place / PLACES % PLACES, 1 + place % PLACES);
      if (!taken.contains(address)) {
        return address;
      }
    }
  }
}
