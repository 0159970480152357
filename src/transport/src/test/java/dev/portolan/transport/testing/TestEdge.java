package dev.portolan.transport.testing;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageDecoder;
import dev.portolan.transport.session.PeerSettings;
import dev.portolan.transport.tls.TlsContexts;
import dev.portolan.transport.tls.Trust;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An edge on loopback that plays the device itself: says whatever a test wants to a request, and
 * hands each stream's request to a handler.
 */
public final class TestEdge implements AutoCloseable {
  public static final String SWITCHING =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Protocol: qbee-v1\r
      """;

  /** Says something to a request; the head is given without its last, empty line. */
  public interface Answer {
    void to(TestEdge edge, Channel channel, String head);
  }

  private final EventLoopGroup group = EventLoops.create("test-edge", 2);
  private final Queue<Channel> connections = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<SmuxSession> sessions = new LinkedBlockingQueue<>();
  private final BiConsumer<SmuxStream, Message> device;
  private final Channel listener;
  private final X509Bundle certificate;
  private final @Nullable SslContext tls;
  private volatile String greeting = "";

  private TestEdge(Builder builder) throws Exception {
    device = builder.device;
    certificate = builder.certificate;
    tls = builder.tls();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channelFactory(EventLoops.serverSockets())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline().addLast(new Head(builder.answer));
                    if (!greeting.isEmpty()) {
                      channel.writeAndFlush(
                          Unpooled.copiedBuffer(greeting, StandardCharsets.UTF_8));
                    }
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0);
    Futures.get(bound);
    listener = bound.channel();
  }

  /** What a test edge is to be; by default one that upgrades everything and refuses no stream. */
  public static final class Builder {
    private X509Bundle certificate = TestCertificates.LOCALHOST;
    private Answer answer = (edge, channel, head) -> edge.upgrade(channel, SWITCHING + "\r\n");
    private BiConsumer<SmuxStream, Message> device =
        (stream, request) -> stream.writeAndFlush(Message.ok().encode(stream.alloc()));
    private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
    private @Nullable X509Bundle clientAuthority;
    private boolean plain;
    private SslProvider provider = TlsContexts.bestProvider();

    /** Speaks TLS with this provider. */
    public Builder provider(SslProvider value) {
      provider = value;
      return this;
    }

    public Builder certificate(X509Bundle value) {
      certificate = value;
      return this;
    }

    public Builder answer(Answer value) {
      answer = value;
      return this;
    }

    /** Answers every request with this text and closes. */
    public Builder says(String text) {
      return answer(
          (edge, channel, head) ->
              channel
                  .writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))
                  .addListener(written -> channel.close()));
    }

    public Builder device(BiConsumer<SmuxStream, Message> value) {
      device = value;
      return this;
    }

    public Builder protocols(String... values) {
      protocols = List.of(values);
      return this;
    }

    /** Wants a client certificate of this authority. */
    public Builder wantsClient(X509Bundle authority) {
      clientAuthority = authority;
      return this;
    }

    /** Does not speak TLS. */
    public Builder plain() {
      plain = true;
      return this;
    }

    private @Nullable SslContext tls() throws Exception {
      if (plain) {
        return null;
      }
      SslContextBuilder builder =
          SslContextBuilder.forServer(certificate.toKeyManagerFactory())
              .sslProvider(provider)
              .protocols(protocols);
      if (clientAuthority != null) {
        builder
            .trustManager(clientAuthority.toTrustManagerFactory())
            .clientAuth(ClientAuth.REQUIRE);
      }
      return builder.build();
    }

    public TestEdge start() {
      try {
        return new TestEdge(this);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Says this to whoever connects from now on, unasked. */
  public void onConnect(String text) {
    greeting = text;
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  public URI url() {
    return URI.create("https://localhost:" + port() + "/device/1");
  }

  /** The edge as one that trusts its own authority would write it down. */
  public Endpoint endpoint() {
    return Endpoint.of(url())
        .withProxy(new ProxyChoice.None())
        .withTrust(new Trust.Authorities(List.of(certificate.getRootCertificate())));
  }

  /** Writes the head and starts a session: one of ours if the head announces that. */
  public void upgrade(Channel channel, String head) {
    channel.write(Unpooled.copiedBuffer(head, StandardCharsets.UTF_8));
    boolean ours = head.contains(HalfCloseOffer.HEADER);
    startSession(channel, PeerSettings.of(SmuxConfig.defaults(), ours));
    channel.flush();
  }

  public void startSession(Channel channel) {
    startSession(channel, SmuxConfig.defaults());
  }

  private void startSession(Channel channel, SmuxConfig config) {
    sessions.add(SmuxSession.start(channel, SmuxRole.SERVER, config, new Streams(device)));
  }

  /** The next request's head. */
  public String request() throws InterruptedException {
    return taken(requests.poll(20, TimeUnit.SECONDS), "request");
  }

  /** How many requests have come that nobody took. */
  public int requestCount() {
    return requests.size();
  }

  /** The next session. */
  public SmuxSession session() throws InterruptedException {
    return taken(sessions.poll(20, TimeUnit.SECONDS), "session");
  }

  private static <T> T taken(@Nullable T value, String what) {
    if (value == null) {
      throw new AssertionError("no " + what + " came");
    }
    return value;
  }

  /** All connections that were ever accepted. */
  public List<Channel> connections() {
    return List.copyOf(connections);
  }

  @Override
  public void close() {
    Futures.await(listener.close());
    connections.forEach(connection -> Futures.await(connection.close()));
    Futures.await(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
    ReferenceCountUtil.release(tls);
  }

  /** Reads a request's head, and gives way to the session. */
  private final class Head extends ChannelInboundHandlerAdapter {
    private final Answer answer;
    private final StringBuilder head = new StringBuilder();
    private boolean done;

    Head(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (done) {
        ctx.fireChannelRead(message);
        return;
      }
      ByteBuf bytes = (ByteBuf) message;
      head.append(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
      int end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        done = true;
        String text = head.substring(0, end);
        requests.add(text);
        answer.to(TestEdge.this, ctx.channel(), text);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** Reads each stream's request. */
  @Sharable
  private static final class Streams extends ChannelInitializer<Channel> {
    private final BiConsumer<SmuxStream, Message> device;

    Streams(BiConsumer<SmuxStream, Message> device) {
      this.device = device;
    }

    @Override
    protected void initChannel(Channel stream) {
      stream.pipeline().addLast(new MessageDecoder(), new Request(device));
    }
  }

  private static final class Request extends ChannelInboundHandlerAdapter {
    private final BiConsumer<SmuxStream, Message> device;

    Request(BiConsumer<SmuxStream, Message> device) {
      this.device = device;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Message request) {
        device.accept((SmuxStream) ctx.channel(), request);
      } else {
        ctx.fireChannelRead(message);
      }
    }
  }
}
