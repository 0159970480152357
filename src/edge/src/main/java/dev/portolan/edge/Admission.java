package dev.portolan.edge;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What becomes of a connection whose request head was read. */
sealed interface Admission {

  /**
   * A client, for one device.
   *
   * @param client who it is, for rules and logs
   * @param device the device's id
   * @param presence whether it is told which devices are connected
   * @param judge what it would be answered now if it came for the device with an id
   */
  record Client(
      String client, String device, boolean presence, Function<String, ClientDecision> judge)
      implements Admission {

    /**
     * Whether it could come in for the device with an id, which is the most that it is told about.
     */
    Predicate<String> mayReach() {
      return id ->
          judge.apply(id) instanceof ClientDecision.Granted granted
              && granted.client().equals(client);
    }

    /** Why it may not stay any longer; null if it may. */
    @Nullable String objection() {
      return switch (judge.apply(device)) {
        case ClientDecision.Granted granted ->
            granted.client().equals(client) ? null : "its token is somebody else's now";
        case ClientDecision.Unknown _ -> "its token was revoked";
        case ClientDecision.Expired _ -> "its token has expired";
        case ClientDecision.Forbidden(String reason) -> reason;
      };
    }

    /** When it has to be judged anew; null if nobody can tell. */
    @Nullable Instant until() {
      return judge.apply(device) instanceof ClientDecision.Granted granted ? granted.until() : null;
    }
  }

  /**
   * A device.
   *
   * @param device its id
   * @param trusted whether it would be let in now
   */
  record Device(String device, BooleanSupplier trusted) implements Admission {}

  /** Neither: answered and closed. */
  record Refused(Refusal refusal) implements Admission {}
}
