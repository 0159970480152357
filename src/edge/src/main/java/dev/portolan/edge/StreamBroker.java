package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.relay.HalfClose;
import dev.portolan.transport.relay.Relay;
import dev.portolan.transport.relay.RelayEnd;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the streams of one client: each is judged by its opening message and then paired with a
 * stream of its own to the device. Streams do not wait for each other.
 *
 * <p>The device is looked up for each stream, so that a client outlives its device's reconnects.
 */
final class StreamBroker implements StreamAcceptor.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(StreamBroker.class);

  private final Admission.Client client;
  private final DeviceRegistry devices;
  private final StreamAuthorizer rules;
  private final OpenStreams open;

  /**
   * @param open counts this client's streams with all others
   */
  StreamBroker(
      Admission.Client client, DeviceRegistry devices, StreamAuthorizer rules, OpenStreams open) {
    this.client = client;
    this.devices = devices;
    this.rules = rules;
    this.open = open;
  }

  @Override
  public void received(SmuxStream stream, Message opening) {
    open.add(stream);
    StreamRequest request;
    try {
      request = StreamRequest.of(client.client(), client.device(), opening);
    } catch (IllegalArgumentException e) {
      answerError(stream, String.valueOf(e.getMessage()));
      return;
    }
    StreamRecord record = new StreamRecord(request);
    String refusal = refusal(request);
    if (refusal != null) {
      refuse(stream, record, refusal);
      return;
    }
    ConnectedDevice device = devices.find(client.device());
    if (device == null) {
      refuse(stream, record, "the device is not connected now");
      return;
    }
    pair(stream, opening, device, record);
  }

  private @Nullable String refusal(StreamRequest request) {
    MessageType type = request.type();
    if (type == MessageType.GO_AWAY || type == MessageType.OK || type == MessageType.ERROR) {
      return "a client may not send " + type.words() + " to a device";
    }
    try {
      return rules.refusal(request);
    } catch (RuntimeException e) {
      LOG.error("the rules could not judge {}", request, e);
      return "the edge could not decide whether you may do this";
    }
  }

  private void pair(
      SmuxStream stream, Message opening, ConnectedDevice device, StreamRecord record) {
    HalfClose mode = carriesHalfClose(opening, device) ? HalfClose.FORWARD : HalfClose.CLOSE;
    Message forwarded = mode == HalfClose.FORWARD ? opening : withoutHalfClose(opening);
    device
        .open(new PulledReads())
        .addListener(
            (Future<SmuxStream> opened) -> {
              if (!opened.isSuccess()) {
                LOG.debug("no stream to {}", device.id(), opened.cause());
                refuse(stream, record, "the device did not take the stream");
                return;
              }
              SmuxStream far = opened.getNow();
              far.writeAndFlush(forwarded.encode(far.alloc()));
              Relay.join(stream, far, record, mode)
                  .ended()
                  .addListener((Future<RelayEnd> end) -> record.ended(inWords(end.getNow())));
            });
  }

  private static boolean carriesHalfClose(Message opening, ConnectedDevice device) {
    return opening.type() == MessageType.TCP_TUNNEL
        && device.carriesHalfClose()
        && TcpTunnelRequest.parse(opening.text()).halfClose();
  }

  private static Message withoutHalfClose(Message opening) {
    return opening.type() == MessageType.TCP_TUNNEL ? TcpTunnelRequest.strip(opening) : opening;
  }

  private static String inWords(RelayEnd end) {
    return switch (end) {
      case NEAR_CLOSED -> "client closed";
      case FAR_CLOSED -> "device closed";
      case NEAR_LOST -> "client lost";
      case FAR_LOST -> "device lost";
      case STOPPED -> "stopped";
    };
  }

  private static void refuse(SmuxStream stream, StreamRecord record, String reason) {
    answerError(stream, reason);
    record.ended("refused: " + reason);
  }

  private static void answerError(SmuxStream stream, String reason) {
    stream
        .writeAndFlush(Message.error(reason).encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
