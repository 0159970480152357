package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Effects of a client on another one, with an edge that has a heap of 96 MB. */
class LittleMemoryTest {

  private static final String HEAP = "96m";
  private static final int STREAMS = 500;

  private final TestPki pki = new TestPki();
  private final EventLoopGroup group = EventLoops.create("little-memory", 2);
  private final EdgeConnector connector = new EdgeConnector(group);
  private final ClientIdentity identity = pki.newDevice("device");
  private final List<EdgeClient> clients = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private EdgeProcess edge;

  @SuppressWarnings("NullAway.Init")
  private DeviceClient device;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    edge = EdgeProcess.start(pki, folder, HEAP, Map.of("first", "greedy", "second", "neighbour"));
    Endpoint endpoint = new Endpoint(url("/"), null, pki.trust(), identity, new ProxyChoice.None());
    device = new DeviceClient(group, connector, DeviceConfig.of(endpoint));
    device.start();
    await(device.ready());
  }

  @AfterEach
  void stop() throws Exception {
    clients.forEach(client -> await(client.close()));
    await(device.close());
    edge.close();
    await(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
  }

  @Test
  void survivesTenThousandPartialMessages() throws Exception {
    try (LocalService echo = LocalService.echo();
        Neighbour neighbour = new Neighbour(connect("second"), echo, 10)) {
      neighbour.begin();
      for (int session = 0; session < 20; session++) {
        EdgeClient client = connect("first");
        for (int i = 0; i < 500; i++) {
          client
              .session()
              .open(new StreamProbe())
              .addListener(
                  (Future<SmuxStream> opened) -> {
                    ByteBuf half = Unpooled.buffer(5_000);
                    half.writeByte(0x20).writeShort(60_000).writeZero(4_997);
                    opened.getNow().writeAndFlush(half);
                  });
        }
      }
      neighbour.awaitRounds(20);
    }
    requireNoFault();
    assertThat(edge.said()).anyMatch(line -> line.contains("client greedy is refused more"));
  }

  @Test
  void survivesUnreadDownloads() throws Exception {
    try (LocalService echo = LocalService.echo();
        LocalService flood = LocalService.start(LittleMemoryTest::flood);
        Neighbour neighbour = new Neighbour(connect("second"), echo, 10)) {
      neighbour.begin();
      Ends ends = new Ends();
      open(flood, ends);
      ends.awaitOne();
      neighbour.awaitRounds(20);
    }
    requireNoFault();
  }

  @Test
  void survivesUploadsToStalledService() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (LocalService echo = LocalService.echo();
        LocalService deaf = LocalService.start(connection -> waitFor(done));
        Neighbour neighbour = new Neighbour(connect("second"), echo, 10)) {
      neighbour.begin();
      Ends ends = new Ends();
      byte[] upload = new byte[6 * 1024 * 1024];
      for (Future<OpenedStream> opening : open(deaf, ends)) {
        opening.addListener(
            (Future<OpenedStream> opened) -> {
              if (opened.isSuccess()) {
                opened.getNow().stream().writeAndFlush(Unpooled.wrappedBuffer(upload));
              }
            });
      }
      ends.awaitOne();
      neighbour.awaitRounds(20);
    } finally {
      done.countDown();
    }
    requireNoFault();
  }

  private void requireNoFault() {
    assertThat(edge.isAlive()).isTrue();
    assertThat(device.isRunning()).isTrue();
    assertThat(edge.said()).noneMatch(line -> line.contains("OutOf") || line.contains("Exception"));
  }

  private List<Future<OpenedStream>> open(LocalService service, Ends ends) {
    EdgeClient greedy = connect("first");
    List<Future<OpenedStream>> opening = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      opening.add(greedy.openStream(Message.tcpTunnel(service.target()), ends.newUnread()));
    }
    return opening;
  }

  /** A client with larger windows than ours, so that the edge's own limits apply. */
  private EdgeClient connect(String token) {
    Endpoint endpoint =
        new Endpoint(
            url("/device/" + DeviceId.of(identity.certificate())),
            Authorization.of(token),
            pki.trust(),
            null,
            new ProxyChoice.None());
    SmuxConfig config = SmuxConfig.defaults().withReceiveBudgetBytes(1L << 30);
    EdgeClient client = await(connector.connect(endpoint, config, null, ConnectListener.NONE));
    clients.add(client);
    return client;
  }

  private URI url(String path) {
    return URI.create("https://localhost:" + edge.port() + path);
  }

  private static void flood(Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    byte[] block = new byte[64 * 1024];
    while (true) {
      out.write(block);
    }
  }

  private static void waitFor(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Unread streams, and how many of them have ended. */
  private static final class Ends {
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);

    ChannelInboundHandlerAdapter newUnread() {
      return new ChannelInboundHandlerAdapter() {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
          ctx.channel().config().setAutoRead(false);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
          count.incrementAndGet();
          first.countDown();
        }
      };
    }

    void awaitOne() throws InterruptedException {
      assertThat(first.await(30, TimeUnit.SECONDS)).as("none was broken off").isTrue();
    }
  }
}
