package dev.portolan.device;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.RedialBackoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The configuration of a device.
 *
 * @param endpoint the edge, with the device's own certificate
 * @param smux settings of its sessions
 * @param redial the delays between two attempts to connect
 * @param goAwayJitter the maximum random delay before following a GoAway
 * @param goAwayBackOff the minimum delay when GoAways follow one another, and half of the maximum
 * @param drain how long streams may stay open on a session after a GoAway
 * @param rules which targets may be dialled
 * @param shells how shells and commands run now; does not block
 * @param reload called when the edge asks for a reload
 * @param handlers additional handlers by message type code; they override built-in ones
 */
public record DeviceConfig(
    Endpoint endpoint,
    SmuxConfig smux,
    RedialBackoff redial,
    Duration goAwayJitter,
    Duration goAwayBackOff,
    Duration drain,
    TargetRules rules,
    Supplier<ShellSettings> shells,
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
        RedialBackoff.ofDevices(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        TargetRules.any(),
        () -> ShellSettings.DEFAULT,
        () -> {},
        Map.of());
  }

  /** The same device with other session settings. */
  public DeviceConfig withSmux(SmuxConfig value) {
    return new DeviceConfig(
        endpoint,
        value,
        redial,
        goAwayJitter,
        goAwayBackOff,
        drain,
        rules,
        shells,
        reload,
        handlers);
  }

  /** The same device with other reconnect delays. */
  public DeviceConfig withRedial(RedialBackoff value) {
    return new DeviceConfig(
        endpoint, smux, value, goAwayJitter, goAwayBackOff, drain, rules, shells, reload, handlers);
  }

  /** The same device with other times for a GoAway. */
  public DeviceConfig withGoAway(Duration jitter, Duration longestDrain) {
    return new DeviceConfig(
        endpoint,
        smux,
        redial,
        jitter,
        goAwayBackOff,
        longestDrain,
        rules,
        shells,
        reload,
        handlers);
  }

  /** The same device with another back-off for repeated GoAways. */
  public DeviceConfig withGoAwayBackOff(Duration value) {
    return new DeviceConfig(
        endpoint, smux, redial, goAwayJitter, value, drain, rules, shells, reload, handlers);
  }

  /** The same device with other target rules. */
  public DeviceConfig withRules(TargetRules value) {
    return new DeviceConfig(
        endpoint,
        smux,
        redial,
        goAwayJitter,
        goAwayBackOff,
        drain,
        value,
        shells,
        reload,
        handlers);
  }

  /** The same device with other shells. */
  public DeviceConfig withShells(Supplier<ShellSettings> value) {
    return new DeviceConfig(
        endpoint, smux, redial, goAwayJitter, goAwayBackOff, drain, rules, value, reload, handlers);
  }

  /** The same device with a reload callback. */
  public DeviceConfig withReload(Reload value) {
    return new DeviceConfig(
        endpoint, smux, redial, goAwayJitter, goAwayBackOff, drain, rules, shells, value, handlers);
  }

  /** The same device with one more handler, which may override a built-in one. */
  public DeviceConfig withHandler(int typeCode, StreamHandler handler) {
    Map<Integer, StreamHandler> all = new HashMap<>(handlers);
    all.put(typeCode, handler);
    return new DeviceConfig(
        endpoint, smux, redial, goAwayJitter, goAwayBackOff, drain, rules, shells, reload, all);
  }
}
