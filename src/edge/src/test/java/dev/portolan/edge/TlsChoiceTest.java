package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.OpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The choice of TLS implementation by ClientHello. */
class TlsChoiceTest {
  private static final TestPki PKI = new TestPki();
  private static final byte HANDSHAKE = 22;

  private final ChannelInboundHandlerAdapter behind = new ChannelInboundHandlerAdapter();
  private final ServerTls tls;
  private final EmbeddedChannel connection;

  TlsChoiceTest() throws SSLException {
    tls = ServerTls.create(PKI.edgeIdentity());
    connection = new EmbeddedChannel(new TlsChoice(tls), behind);
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  /** The ClientHello of a TLS implementation, padded by ALPN names. */
  private static byte[] hello(SslProvider provider, int names) throws SSLException {
    EmbeddedChannel client = new EmbeddedChannel();
    SslContext context = SslContextBuilder.forClient().sslProvider(provider).build();
    SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
    List<String> protocols = new ArrayList<>();
    for (int left = names; left > 0; left -= 200) {
      protocols.add("%03d".formatted(protocols.size()) + "x".repeat(196));
    }
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    engine.setSSLParameters(parameters);
    client.pipeline().addLast(new SslHandler(engine));
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    client.finishAndReleaseAll();
    byte[] hello = new byte[all.readableBytes()];
    all.readBytes(hello);
    assertThat(hello[0]).isEqualTo(HANDSHAKE);
    return hello;
  }

  private static byte[] hello(SslProvider provider) throws SSLException {
    return hello(provider, 0);
  }

  /** The chosen TLS handler, which replaces the choice in the pipeline. */
  private SslHandler chosen() {
    assertThat(connection.pipeline().get(TlsChoice.class)).as("it has given way").isNull();
    SslHandler chosen = connection.pipeline().get(SslHandler.class);
    assertThat(connection.pipeline().first()).isEqualTo(chosen);
    assertThat(connection.pipeline().last()).isEqualTo(behind);
    return chosen;
  }

  private boolean isBoringSsl() {
    return chosen().engine().getClass().getName().contains("OpenSsl");
  }

  @Test
  void peerWithAnySignatureSchemeGetsJdkTls() throws SSLException {
    connection.writeInbound(Unpooled.wrappedBuffer(hello(SslProvider.JDK)));
    assertThat(isBoringSsl()).isFalse();
    assertThat(chosen().getHandshakeTimeoutMillis()).isEqualTo(10_000);
    assertThat(connection.<ByteBuf>readOutbound())
        .as("its answer to the hello")
        .asInstanceOf(type(ByteBuf.class))
        .satisfies(
            answer -> {
              assertThat(answer.getByte(0)).isEqualTo(HANDSHAKE);
              answer.release();
            });
  }

  @Test
  void otherPeersGetBoringSsl() throws SSLException {
    connection.writeInbound(Unpooled.wrappedBuffer(hello(SslProvider.OPENSSL)));
    assertThat(isBoringSsl()).isTrue();
    assertThat(chosen().getHandshakeTimeoutMillis()).isEqualTo(10_000);
  }

  @Test
  void waitsForWholeClientHello() throws SSLException {
    byte[] hello = hello(SslProvider.JDK);
    for (byte one : hello) {
      assertThat(connection.pipeline().get(SslHandler.class)).isNull();
      connection.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
    }
    assertThat(isBoringSsl()).isFalse();
  }

  /** The TLS handler reports the error. */
  @Test
  void otherRecordsGetDefaultTls() {
    byte[] alert = HexFormat.of().parseHex("1503030002" + "0100");
    assertThatExceptionOfType(DecoderException.class)
        .isThrownBy(() -> connection.writeInbound(Unpooled.wrappedBuffer(alert)))
        .withMessageContaining("OPENSSL");
  }

  @Test
  void acceptsLongClientHello() throws SSLException {
    byte[] hello = hello(SslProvider.JDK, 12_000);
    assertThat(hello.length).isBetween(12_000, 16_000);
    connection.writeInbound(Unpooled.wrappedBuffer(hello));
    assertThat(isBoringSsl()).isFalse();
  }

  @Test
  void closesOnOversizedClientHello() {
    byte[] start = HexFormat.of().parseHex("1603030006" + "01004001" + "0303");
    assertThatExceptionOfType(DecoderException.class)
        .isThrownBy(() -> connection.writeInbound(Unpooled.wrappedBuffer(start)))
        .withMessageContaining("16385");
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void closesOnNonTls() {
    ByteBuf plain = Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII);
    assertThatExceptionOfType(DecoderException.class)
        .isThrownBy(() -> connection.writeInbound(plain));
    assertThat(connection.isOpen()).isFalse();
  }

  // ---- The available contexts ----

  @Test
  void defaultIsBoringSslIfItSupportsTheEdgesKey() throws Exception {
    assertThat(tls.usual()).isInstanceOf(OpenSslContext.class);
    assertThat(tls.forEveryKey()).isNotInstanceOf(OpenSslContext.class);

    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp521r1"));
    KeyPair odd = generator.generateKeyPair();
    ServerTls ofJdk = ServerTls.create(PKI.edgeIdentity(odd));
    assertThat(ofJdk.usual()).isNotInstanceOf(OpenSslContext.class).isSameAs(ofJdk.forEveryKey());
  }

  enum Side {
    USUAL,
    FOR_EVERY_KEY
  }

  @ParameterizedTest
  @EnumSource
  void eachSupportsTwoVersionsAndRequestsCertificate(Side side) {
    SslContext context =
        switch (side) {
          case USUAL -> tls.usual();
          case FOR_EVERY_KEY -> tls.forEveryKey();
        };
    SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
    assertThat(List.of(engine.getEnabledProtocols()))
        .filteredOn(protocol -> !protocol.equals("SSLv2Hello")) // of Netty, and no version
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(engine.getWantClientAuth()).isTrue();
    assertThat(engine.getNeedClientAuth()).isFalse();
  }
}
