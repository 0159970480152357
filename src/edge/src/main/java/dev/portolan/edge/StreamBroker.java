package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;

/**
 * Serves the streams of one client. Each is authorised by its opening message, throttled by the
 * client's behaviour, then relayed to a new stream of the device. Streams are independent of each
 * other.
 */
final class StreamBroker implements StreamAcceptor.Receiver {

  private final Admission.Client client;
  private final ClientAccount account;
  private final DeviceRegistry devices;
  private final StreamAuthorizer rules;
  private final OpenStreams open;
  private final Notices notices;
  private final StreamLog log;

  /**
   * @param open counts the open streams of all clients
   */
  StreamBroker(
      Admission.Client client,
      ClientAccount account,
      DeviceRegistry devices,
      StreamAuthorizer rules,
      OpenStreams open,
      Notices notices,
      StreamLog log) {
    this.client = client;
    this.account = account;
    this.devices = devices;
    this.rules = rules;
    this.open = open;
    this.notices = notices;
    this.log = log;
  }

  @Override
  public void received(SmuxStream stream, Message opening) {
    if (client.presence() && opening.type() == MessageType.WATCH) {
      watch(stream, opening);
      return;
    }
    open.add(stream);
    StreamRequest request;
    try {
      request = StreamRequest.of(client.client(), client.device(), opening);
    } catch (IllegalArgumentException e) {
      open.counters().refused(StreamCounters.OTHER, StreamCounters.Refusal.MALFORMED);
      BrokeredStream.answerError(stream, String.valueOf(e.getMessage()));
      return;
    }
    BrokeredStream brokered =
        new BrokeredStream(stream, request, account, devices, open.counters(), notices, log);
    // Before it is judged: rules that change right afterwards find it.
    open.add(brokered, stream);
    MessageType type = request.type();
    if (type != null && !isForDevices(type)) {
      brokered.refuse(
          StreamCounters.Refusal.MALFORMED,
          "a client may not send " + type.words() + " to a device");
      return;
    }
    String refusal = brokered.refusal(rules);
    if (refusal != null) {
      brokered.refuse(StreamCounters.Refusal.RULES, refusal);
      return;
    }
    serve(brokered, stream);
  }

  /**
   * Handles a presence watch. It is served by the edge itself, so it does not count as an open
   * stream.
   */
  private void watch(SmuxStream stream, Message opening) {
    try {
      new DeviceWatch(stream, account, devices, client.mayReach())
          .begin(PresenceWatch.parse(opening.text()));
    } catch (IllegalArgumentException e) {
      BrokeredStream.answerError(stream, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isForDevices(MessageType type) {
    return switch (type) {
      case TCP_TUNNEL, UDP_TUNNEL, PTY, PTY_COMMAND, RELOAD, FILE -> true;
      case OK, ERROR, GO_AWAY, WATCH, PRESENCE -> false;
    };
  }

  private void serve(BrokeredStream brokered, SmuxStream stream) {
    String who = "client " + RemoteText.clean(account.client());
    String why = " opens streams and gives them up before they are answered";
    switch (account.conduct().next()) {
      case ClientConduct.Treatment.Served() -> brokered.pair();
      case ClientConduct.Treatment.Late(var delay) -> {
        notices.tell(who + " late", who + why + ": new ones are answered late");
        brokered.pairAfter(delay);
      }
      case ClientConduct.Treatment.Refused() -> {
        notices.tell(who + " refused", who + why + ": new ones are refused");
        account.conduct().givenUp();
        brokered.turnAway(
            StreamCounters.Refusal.CONDUCT,
            "you gave up too many streams before they were answered; try again in a minute");
      }
      case ClientConduct.Treatment.Ended() -> {
        notices.tell(who + " ended", who + why + ": its session is ended");
        brokered.turnAway(
            StreamCounters.Refusal.CONDUCT,
            "you gave up too many streams before they were answered");
        stream.session().close();
      }
    }
  }
}
