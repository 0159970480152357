package dev.portolan.device;

import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.StreamLog;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What a device does on streams: a handler for each message type, and the threads behind them.
 *
 * <p>One for all sessions of a device, so that a terminal can be resized over any of them.
 */
final class DeviceServices {

  private final Workers workers = new Workers();
  private final Executor starter = workers.oneAtATime("portolan-device-starts");
  private final PtySessions terminals;
  private final LookUps lookUps;
  private final UdpTunnelHandler udpTunnels;
  private final StreamHandlers handlers;

  /**
   * @param loop where the end of all terminals is told
   * @param names looks names up; blocks
   */
  DeviceServices(EventExecutor loop, DeviceConfig config, LookUps.Names names) {
    terminals = new PtySessions(loop);
    lookUps = new LookUps(workers.create("portolan-device-names"), names);
    Resolver resolver = new Resolver(lookUps);
    udpTunnels = new UdpTunnelHandler(resolver, config.rules());
    Executor blocking = workers.create("portolan-device");
    Map<Integer, StreamHandler> byType = new HashMap<>();
    byType.put(
        MessageType.TCP_TUNNEL.code(),
        new TcpTunnelHandler(new TcpDialer(resolver, config.rules())));
    byType.put(MessageType.UDP_TUNNEL.code(), udpTunnels);
    byType.put(
        MessageType.PTY.code(),
        new PtyHandler(terminals, PtyProcessStarter::start, config.shells(), starter, blocking));
    byType.put(
        MessageType.PTY_COMMAND.code(),
        new PtyCommandHandler(terminals, workers.oneAtATime("portolan-device-sizes")));
    byType.put(
        MessageType.FILE.code(),
        new FileHandler(config.rules(), workers.create("portolan-device-files")));
    byType.put(MessageType.RELOAD.code(), new ReloadHandler(config.reload(), blocking));
    byType.putAll(config.handlers());
    handlers =
        new StreamHandlers(
            byType, config.rules(), new StreamLog("dev.portolan.device.streams", loop.ticker()));
  }

  StreamHandlers handlers() {
    return handlers;
  }

  PtySessions terminals() {
    return terminals;
  }

  /** Starts programs, one at a time. */
  Executor starter() {
    return starter;
  }

  LookUps lookUps() {
    return lookUps;
  }

  /** How many datagrams of UDP tunnels went no further. */
  long droppedDatagrams() {
    return udpTunnels.droppedDatagrams();
  }

  /** Lets its threads go as soon as they have nothing to do. */
  void retire() {
    workers.retire();
  }
}
