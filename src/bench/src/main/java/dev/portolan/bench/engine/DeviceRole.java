package dev.portolan.bench.engine;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;

/** The device. */
final class DeviceRole {
  private DeviceRole() {}

  static void run(Arguments arguments) throws Exception {
    EventLoopGroup loops = EventLoops.create("device", Threads.ONE_SESSION);
    Endpoint endpoint =
        new Endpoint(
            Endpoint.parseUrl(arguments.get("edge")),
            null,
            Trust.Authorities.ofPem(arguments.file("ca")),
            ClientIdentity.ofPem(arguments.file("cert"), arguments.file("key")),
            new ProxyChoice.None());
    DeviceClient device =
        new DeviceClient(loops, new EdgeConnector(loops), DeviceConfig.of(endpoint));
    device.start();
    device.ready().sync();
    EnginePeer.say("ready");
  }
}
