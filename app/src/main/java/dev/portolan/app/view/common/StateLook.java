package dev.portolan.app.view.common;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TunnelStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The display of a state: icon, text and tone.
 *
 * @param icon its name in the icon font
 * @param word one or two words
 * @param tone its severity
 */
public record StateLook(String icon, String word, Tone tone) {

  /** The display of a tunnel's state at a time (for countdowns). */
  public static StateLook of(TunnelStatus status, Instant now) {
    return switch (status.phase()) {
      case OFF -> new StateLook(Icons.OFF, Texts.get("tunnel.state.off"), Tone.NEUTRAL);
      case WAITING_FOR_DEVICE ->
          new StateLook(Icons.WAITING, Texts.get("tunnel.state.waiting"), Tone.WARNING);
      case CONNECTING -> new StateLook(Icons.BUSY, Texts.get("tunnel.state.connecting"), Tone.BUSY);
      case LISTENING -> new StateLook(Icons.GOOD, Texts.get("tunnel.state.listening"), Tone.GOOD);
      case IN_USE ->
          new StateLook(Icons.IN_USE, Texts.get("tunnel.state.in-use", status.open()), Tone.GOOD);
      case DEGRADED ->
          new StateLook(Icons.DEGRADED, Texts.get("tunnel.state.degraded"), Tone.WARNING);
      case STALE -> new StateLook(Icons.STALE, Texts.get("tunnel.state.stale"), Tone.WARNING);
      case RETRYING ->
          new StateLook(
              Icons.RETRY, retrying(status.attempt(), status.retryAt(), now), Tone.WARNING);
      case NEEDS_LOGIN ->
          new StateLook(Icons.LOGIN, Texts.get("tunnel.state.needs-login"), Tone.WARNING);
      case PORT_BUSY ->
          new StateLook(Icons.PORT_BUSY, Texts.get("tunnel.state.port-busy"), Tone.BAD);
      case FAILED -> new StateLook(Icons.FAILED, Texts.get("tunnel.state.failed"), Tone.BAD);
    };
  }

  /** The display of a device: of its connection, or of its presence without one. */
  public static StateLook of(LinkStatus status, DevicePresence presence, Instant now) {
    return switch (status.phase()) {
      case IDLE -> notOpen(presence);
      case DEVICE_AWAY -> new StateLook(Icons.WAITING, away(presence), Tone.WARNING);
      case CONNECTING, UP, STALE, RETRYING, NEEDS_LOGIN, FAILED -> of(status, now);
    };
  }

  private static StateLook notOpen(DevicePresence presence) {
    return switch (presence) {
      case DevicePresence.Unknown() ->
          new StateLook(Icons.OFF, Texts.get("link.state.idle"), Tone.NEUTRAL);
      case DevicePresence.Online() ->
          new StateLook(Icons.ONLINE, Texts.get("device.state.online"), Tone.NEUTRAL);
      case DevicePresence.Offline _ -> new StateLook(Icons.OFFLINE, away(presence), Tone.NEUTRAL);
    };
  }

  private static String away(DevicePresence presence) {
    return presence instanceof DevicePresence.Offline(Instant since)
        ? Texts.get("device.state.offline", Formats.time(since))
        : Texts.get("link.state.away");
  }

  /** The display of a device's connection at a time (for countdowns). */
  public static StateLook of(LinkStatus status, Instant now) {
    return switch (status.phase()) {
      case IDLE -> new StateLook(Icons.OFF, Texts.get("link.state.idle"), Tone.NEUTRAL);
      case CONNECTING -> new StateLook(Icons.BUSY, Texts.get("link.state.connecting"), Tone.BUSY);
      case UP -> new StateLook(Icons.GOOD, Texts.get("link.state.up"), Tone.GOOD);
      case STALE -> new StateLook(Icons.STALE, Texts.get("link.state.stale"), Tone.WARNING);
      case DEVICE_AWAY -> new StateLook(Icons.WAITING, Texts.get("link.state.away"), Tone.WARNING);
      case RETRYING ->
          new StateLook(Icons.RETRY, retrying(status.attempt(), status.at(), now), Tone.WARNING);
      case NEEDS_LOGIN ->
          new StateLook(Icons.LOGIN, Texts.get("link.state.needs-login"), Tone.WARNING);
      case FAILED -> new StateLook(Icons.FAILED, Texts.get("link.state.failed"), Tone.BAD);
    };
  }

  /** The display of an activity entry. */
  public static StateLook of(ActivityEntry entry) {
    return switch (entry.kind()) {
      case EVENT -> of(entry.level());
      case NOTE -> new StateLook(Icons.EDIT, Texts.get("level.note"), Tone.NEUTRAL);
    };
  }

  /** The display of a level. */
  public static StateLook of(Level level) {
    return switch (level) {
      case INFO -> new StateLook(Icons.INFO, Texts.get("level.info"), Tone.NEUTRAL);
      case GOOD -> new StateLook(Icons.GOOD, Texts.get("level.good"), Tone.GOOD);
      case WARNING -> new StateLook(Icons.DEGRADED, Texts.get("level.warning"), Tone.WARNING);
      case ERROR -> new StateLook(Icons.FAILED, Texts.get("level.error"), Tone.BAD);
    };
  }

  /** When the next attempt is, in words. */
  public static String retrying(int attempt, @Nullable Instant at, Instant now) {
    if (at == null || !at.isAfter(now)) {
      return Texts.get("state.retrying.now", attempt);
    }
    long seconds = Math.max(1, Duration.between(now, at).plusMillis(999).toSeconds());
    return Texts.get("state.retrying.in", attempt, seconds);
  }
}
