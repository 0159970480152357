package dev.portolan.device;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.endpoint.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * All that a device has to be told.
 *
 * @param endpoint the edge, with the device's own certificate
 * @param smux settings of its sessions
 * @param reconnectMin the shortest wait between two attempts to connect
 * @param reconnectMax the longest; the wait is random between the two
 * @param goAwayJitter the longest wait before it follows the edge's request to go away
 * @param goAwayBackOff the shortest wait when such requests come one after the other, and half of
 *     the longest
 * @param drain how long streams may go on over a session that was asked to go away
 * @param rules which targets it dials
 * @param reload called when the edge asks for a reload
 * @param handlers handlers by message type code, on top of the built-in ones or instead of them
 */
public record DeviceConfig(
    Endpoint endpoint,
    SmuxConfig smux,
    Duration reconnectMin,
    Duration reconnectMax,
    Duration goAwayJitter,
    Duration goAwayBackOff,
    Duration drain,
    TargetRules rules,
    Reload reload,
    Map<Integer, StreamHandler> handlers) {

  /**
   * Streams that the edge may open, answered or not: 1,024 for a client alone, and 256 for those
   * who come then. A stream that waits for its target costs no more than one that has it, and who
   * counts them by client is the edge.
   */
  private static final int MAX_STREAMS = 1_024 + 256;

  /** Checks the times and freezes the handlers. */
  public DeviceConfig {
    if (reconnectMin.isNegative() || reconnectMax.compareTo(reconnectMin) < 0) {
      throw new IllegalArgumentException("the shortest wait is longer than the longest");
    }
    if (goAwayJitter.isNegative() || goAwayBackOff.isNegative() || drain.isNegative()) {
      throw new IllegalArgumentException("a wait cannot be negative");
    }
    handlers = Map.copyOf(handlers);
  }

  /** A device with the usual times, any target, and nothing to reload. */
  public static DeviceConfig of(Endpoint endpoint) {
    return new DeviceConfig(
        endpoint,
        SmuxConfig.defaults().withMaxStreams(MAX_STREAMS, MAX_STREAMS),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        TargetRules.any(),
        () -> {},
        Map.of());
  }

  /** The same device with other session settings. */
  public DeviceConfig withSmux(SmuxConfig value) {
    return new DeviceConfig(
        endpoint,
        value,
        reconnectMin,
        reconnectMax,
        goAwayJitter,
        goAwayBackOff,
        drain,
        rules,
        reload,
        handlers);
  }

  /** The same device with other waits between attempts. */
  public DeviceConfig withReconnect(Duration min, Duration max) {
    return new DeviceConfig(
        endpoint, smux, min, max, goAwayJitter, goAwayBackOff, drain, rules, reload, handlers);
  }

  /** The same device with other times for a request to go away. */
  public DeviceConfig withGoAway(Duration jitter, Duration longestDrain) {
    return new DeviceConfig(
        endpoint,
        smux,
        reconnectMin,
        reconnectMax,
        jitter,
        goAwayBackOff,
        longestDrain,
        rules,
        reload,
        handlers);
  }

  /** The same device with another wait when it is asked to go away again and again. */
  public DeviceConfig withGoAwayBackOff(Duration value) {
    return new DeviceConfig(
        endpoint,
        smux,
        reconnectMin,
        reconnectMax,
        goAwayJitter,
        value,
        drain,
        rules,
        reload,
        handlers);
  }

  /** The same device with other target rules. */
  public DeviceConfig withRules(TargetRules value) {
    return new DeviceConfig(
        endpoint,
        smux,
        reconnectMin,
        reconnectMax,
        goAwayJitter,
        goAwayBackOff,
        drain,
        value,
        reload,
        handlers);
  }

  /** The same device with something to reload. */
  public DeviceConfig withReload(Reload value) {
    return new DeviceConfig(
        endpoint,
        smux,
        reconnectMin,
        reconnectMax,
        goAwayJitter,
        goAwayBackOff,
        drain,
        rules,
        value,
        handlers);
  }

  /** The same device with one more handler, which takes the place of a built-in one. */
  public DeviceConfig withHandler(int typeCode, StreamHandler handler) {
    Map<Integer, StreamHandler> all = new HashMap<>(handlers);
    all.put(typeCode, handler);
    return new DeviceConfig(
        endpoint,
        smux,
        reconnectMin,
        reconnectMax,
        goAwayJitter,
        goAwayBackOff,
        drain,
        rules,
        reload,
        all);
  }
}
