package dev.portolan.edge;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;

/**
 * Admits devices. If two connections have the same key, the existing one stays if it answers; if it
 * does not, as after a change of network, the new one replaces it.
 */
final class DeviceEntrance {

  private static final int LONGEST_DELAY_SECONDS = 8;

  private final DeviceRegistry devices;
  private final Notices notices;

  DeviceEntrance(DeviceRegistry devices, Notices notices) {
    this.devices = devices;
    this.notices = notices;
  }

  /**
   * Registers a device.
   *
   * @param loop the loop on which the future completes
   * @return always succeeds, with whether it was registered
   */
  Future<Boolean> enter(ConnectedDevice newcomer, EventLoop loop) {
    Promise<Boolean> entered = loop.newPromise();
    ConnectedDevice holder = devices.enter(newcomer);
    if (holder == null) {
      return entered.setSuccess(true);
    }
    LifeSign.of(holder, loop)
        .addListener(
            (Future<Boolean> answered) -> {
              if (answered.getNow()) {
                refuse(holder, loop, entered);
              } else {
                entered.setSuccess(replace(holder, newcomer));
              }
            });
    return entered;
  }

  /**
   * Refuses with a growing delay (back-off), because two live machines with one key would reconnect
   * forever.
   */
  private void refuse(ConnectedDevice holder, EventLoop loop, Promise<Boolean> entered) {
    int before = holder.contested();
    notices.tell(
        "contested " + holder.id(),
        "device "
            + holder.id()
            + " came a second time and was refused, since its first connection answers: two"
            + " machines may have the same key");
    long seconds =
        before == 0 ? 0 : Math.min(1L << Math.min(before - 1, 30), LONGEST_DELAY_SECONDS);
    loop.schedule(() -> entered.setSuccess(false), seconds, TimeUnit.SECONDS);
  }

  private boolean replace(ConnectedDevice holder, ConnectedDevice newcomer) {
    if (devices.replace(holder, newcomer)) {
      holder.close();
      notices.tell(
          "replaced " + holder.id(),
          "device "
              + holder.id()
              + " came anew and took the place of its old connection, which did not answer");
      return true;
    }
    return devices.enter(newcomer) == null; // the old connection has closed meanwhile
  }
}
