package dev.portolan.device;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.endpoint.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The configuration of a device.
 *
 * @param endpoint the edge, with the device's own certificate
 * @param smux settings of its sessions
 * @param reconnectMin the minimum delay between two attempts to connect
 * @param reconnectMax the maximum delay; the actual one is random between the two
 * @param goAwayJitter the maximum random delay before following a GoAway
 * @param goAwayBackOff the minimum delay when GoAways follow one another, and half of the maximum
 * @param drain how long streams may stay open on a session after a GoAway
 * @param rules which targets may be dialled
 * @param reload called when the edge asks for a reload
 * @param handlers additional handlers by message type code; they override built-in ones
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
   * Streams that the edge may open, answered or not: 1,024 for a single client, plus 256 for
   * others. The edge limits them per client. An unanswered stream costs no more than an answered
   * one.
   */
  private static final int MAX_STREAMS = 1_024 + 256;

  /** Validates the times and copies the handlers. */
  public DeviceConfig {
    if (reconnectMin.isNegative() || reconnectMax.compareTo(reconnectMin) < 0) {
      throw new IllegalArgumentException("the shortest wait is longer than the longest");
    }
    if (goAwayJitter.isNegative() || goAwayBackOff.isNegative() || drain.isNegative()) {
      throw new IllegalArgumentException("a wait cannot be negative");
    }
    handlers = Map.copyOf(handlers);
  }

  /** A device with default times, any target and no reload. */
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

  /** The same device with other reconnect delays. */
  public DeviceConfig withReconnect(Duration min, Duration max) {
    return new DeviceConfig(
        endpoint, smux, min, max, goAwayJitter, goAwayBackOff, drain, rules, reload, handlers);
  }

  /** The same device with other times for a GoAway. */
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

  /** The same device with another back-off for repeated GoAways. */
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

  /** The same device with a reload callback. */
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

  /** The same device with one more handler, which may override a built-in one. */
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
