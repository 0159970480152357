package dev.portolan.app.session;

import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkStatus;

/** Writes state changes of a device's connection to the activity log. FX thread. */
final class LinkNews {
  private final DeviceItem device;
  private final SharedNews news;
  private boolean wasUp;

  LinkNews(DeviceItem device, SharedNews news) {
    this.device = device;
    this.news = news;
  }

  /** The next connection counts as the first. */
  void begin() {
    wasUp = false;
  }

  /** The connection's phase has changed. */
  void tell(LinkStatus status, LinkStatus before) {
    switch (status.phase()) {
      case IDLE, CONNECTING -> {}
      case UP -> {
        add(Level.GOOD, backKey(before), status);
        wasUp = true;
      }
      case STALE -> add(Level.WARNING, "link.stale", status);
      case DEVICE_AWAY -> add(Level.WARNING, "link.away", status);
      case RETRYING -> add(Level.WARNING, "link.lost", status);
      case NEEDS_LOGIN -> add(Level.WARNING, "link.needs-login", status);
      case FAILED -> add(Level.ERROR, "link.failed", status);
    }
  }

  private String backKey(LinkStatus before) {
    if (!wasUp) {
      return "link.up";
    }
    return switch (before.phase()) {
      case STALE -> "link.answers";
      case DEVICE_AWAY -> "link.device-back";
      case IDLE, CONNECTING, UP, RETRYING, NEEDS_LOGIN, FAILED -> "link.back";
    };
  }

  private void add(Level level, String key, LinkStatus status) {
    String edge = device.edge().name();
    news.add(
        device.edge().id() + ' ' + key,
        level,
        ActivitySubject.of(device),
        Words.of(key, edge, status.reason(), status.advice()).strip(),
        ActivitySubject.of(device.edge()),
        count -> Words.of(key + ".many", edge, status.reason(), status.advice(), count).strip());
  }
}
