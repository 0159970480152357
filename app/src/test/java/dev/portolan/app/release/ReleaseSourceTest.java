package dev.portolan.app.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseSourceTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private SignedRelease makers;
  private HttpsServer server;
  private SSLSocketFactory trusting;
  private byte[] answer = {};
  private int code = 200;

  @BeforeEach
  void serve() throws Exception {
    makers = new SignedRelease();
    X509Bundle bundle =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(
        bundle.toKeyManagerFactory().getKeyManagers(),
        bundle.toTrustManagerFactory().getTrustManagers(),
        null);
    trusting = tls.getSocketFactory();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          List<String> said = new ArrayList<>();
          said.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          said.addAll(exchange.getRequestHeaders().getOrDefault("User-agent", List.of()));
          asked.add(String.join(" ", said));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void oneRequestTellsOfANewerRelease() throws Exception {
    answer = makers.file("1.3.0");
    assertThat(source(trusting, "1.2.0").newer())
        .contains(new Release("1.3.0", URI.create("https://portolan.example/new")));
    assertThat(asked).containsExactly("GET /newest Portolan");
    assertThat(source(trusting, "1.3.0").newer()).isEmpty();
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
    answer = new byte[5_000_000];
    assertThatIOException().isThrownBy(() -> source(trusting, "1.2.0").newer());
  }

  @Test
  void nobodyIsFollowedElsewhere() throws Exception {
    answer = makers.file("1.3.0");
    code = 302;
    assertThatIOException()
        .isThrownBy(() -> source(trusting, "1.2.0").newer())
        .withMessageContaining("302");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aServerThatNobodyVouchesForIsNotAsked() throws Exception {
    answer = makers.file("1.3.0");
    assertThatIOException()
        .isThrownBy(() -> source(HttpsURLConnection.getDefaultSSLSocketFactory(), "1.2.0").newer());
    assertThat(asked).isEmpty();
  }

  @Test
  void onlyHttpsIsAsked() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ReleaseSource(
                    URI.create("http://localhost/newest"),
                    ReleaseFile.key(makers.key()),
                    "1.2.0",
                    trusting));
  }

  private ReleaseSource source(SSLSocketFactory tls, String running) throws Exception {
    return new ReleaseSource(
        URI.create("https://localhost:" + server.getAddress().getPort() + "/newest"),
        ReleaseFile.key(makers.key()),
        running,
        tls);
  }
}
