package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.StreamLog;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatches each stream to the handler of its message type. A failure ends only that stream. */
final class StreamHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(StreamHandlers.class);

  private final Map<Integer, StreamHandler> byType;
  private final TargetRules rules;
  private final StreamLog log;

  StreamHandlers(Map<Integer, StreamHandler> byType, TargetRules rules, StreamLog log) {
    this.byType = Map.copyOf(byType);
    this.rules = rules;
    this.log = log;
  }

  /** Handles a stream. On its event loop. */
  void handle(SmuxStream stream, Message request) {
    StreamHandler handler = byType.get(request.typeCode());
    if (handler == null) {
      Answer.error(stream, "this device does not support " + name(request));
      return;
    }
    try {
      Operation operation = Operation.of(request);
      ServedRecord.begin(stream, operation, log);
      String refusal = rules.refusal(operation);
      if (refusal == null) {
        handler.handle(stream, operation.message());
      } else {
        Answer.error(stream, refusal);
      }
    } catch (IllegalArgumentException e) {
      // a malformed request; the parser's message says why
      Answer.error(stream, String.valueOf(e.getMessage()));
    } catch (Throwable e) { // No more threads, for example, are trouble of this stream alone.
      LOG.warn("the handler of {} failed", request, e);
      Answer.error(stream, "this device failed to handle " + name(request));
    }
  }

  private static String name(Message request) {
    MessageType type = request.type();
    return type == null
        ? String.format(Locale.ROOT, "message type 0x%02x", request.typeCode())
        : type.words();
  }
}
