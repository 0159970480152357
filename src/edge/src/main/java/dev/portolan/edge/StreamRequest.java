package dev.portolan.edge;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.RemoteText;
import org.jspecify.annotations.Nullable;

/**
 * A client's request for a stream to a device.
 *
 * @param client who asks, as {@link ClientAuthorizer} named it
 * @param device the id of the device
 * @param operation what it asks for
 */
public record StreamRequest(String client, String device, Operation operation) {

  /**
   * Parses the opening message.
   *
   * @throws IllegalArgumentException with a plain sentence if the payload is malformed
   */
  static StreamRequest of(String client, String device, Message message) {
    return new StreamRequest(client, device, Operation.of(message));
  }

  /** The type of the opening message, or null where it is not known here. */
  public @Nullable MessageType type() {
    return operation.type();
  }

  /**
   * Why rules do not let it pass; null if they do.
   *
   * @return a sentence for the client
   */
  @Nullable String refusal(AccessRules rules) {
    return rules.judge(client, device, operation).allowed()
        ? null
        : "you may not "
            + RemoteText.clean(operation.words(), 200)
            + " on this device: the edge's rules do not allow it";
  }

  /** A sanitised line for logs. */
  @Override
  public String toString() {
    String target = operation.target();
    return RemoteText.clean(operation.kind() + (target.isEmpty() ? "" : " " + target))
        + " on "
        + device
        + " for "
        + RemoteText.clean(client);
  }
}
