package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.task.Background;
import dev.portolan.app.testing.ConnectProxy;
import dev.portolan.edge.EdgeFixture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of an edge against a real one. */
class EdgeProbeTest {
  private static final String PASSWORD = "p@ss:word";

  @TempDir Path folder;
  private final FxStandIn fx = new FxStandIn();
  private final Background background = new Background();
  private final Engine engine = new Engine();
  private final EdgeProbe probe = new EdgeProbe(engine, background, fx);
  private final EdgeFixture edge = EdgeFixture.start();

  @AfterEach
  void end() {
    engine.close();
    edge.close();
    background.close();
    fx.close();
  }

  @Test
  void goesByTheProxyOfTheEdge() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy("joe:" + PASSWORD)) {
      List<TestStep> steps = test(new EdgeProxy.Server(proxy.url("joe")), PASSWORD);

      assertThat(steps).allMatch(step -> step.state() == TestStep.State.DONE);
      assertThat(steps.get(1).detail()).startsWith("by way of the proxy 127.0.0.1:");
      assertThat(proxy.requests()).hasSize(1);
    }
  }

  @Test
  void theProxysRefusalIsToldInItsWords() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy("joe:" + PASSWORD)) {
      TestStep failed = failed(test(new EdgeProxy.Server(proxy.url("joe")), "wrong"));

      assertThat(failed.kind()).isEqualTo(TestStep.Kind.CONNECT);
      assertThat(failed.detail())
          .contains("does not accept the user name and password (407): Who are you")
          .doesNotContain("wrong");
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws Exception {
    int port;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = once.getLocalPort();
    }
    TestStep failed = failed(test(new EdgeProxy.Server("http://127.0.0.1:" + port), ""));

    assertThat(failed.detail()).startsWith("The proxy 127.0.0.1:" + port + " (127.0.0.1:" + port);
  }

  @Test
  void theCertificateIsFetchedByTheSameWay() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy("joe:" + PASSWORD)) {
      String pin =
          probe
              .certificate(
                  edge.url("/").toString(),
                  new EdgeProxy.Server(proxy.url("joe")),
                  EdgeSecrets.NONE.with(EdgeSecret.PROXY_PASSWORD, PASSWORD))
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS)
              .pin();

      assertThat(pin).startsWith("sha256:");
      assertThat(proxy.requests()).singleElement().asString().startsWith("CONNECT localhost:");
    }
  }

  @Test
  void aPasswordInAProxysAddressIsTakenOut() {
    assertThat(probe.proxyPassword("http://joe:p%40ss@proxy:3128")).isEqualTo("p@ss");
    assertThat(probe.normalProxy("joe:p%40ss@proxy:3128")).isEqualTo("http://joe@proxy:3128");
    assertThat(probe.proxyProblem("ftp://joe:secret@proxy", ""))
        .isPresent()
        .get()
        .asString()
        .doesNotContain("secret");
  }

  private List<TestStep> test(EdgeProxy proxy, String password) throws Exception {
    EdgeSettings settings =
        new EdgeSettings(
                "Plant",
                edge.url("/").toString(),
                new TrustChoice.AuthorityFile(edge.authorityFile(folder).toString()),
                "",
                "")
            .withProxy(proxy);
    return test(
        settings,
        EdgeSecrets.NONE
            .with(EdgeSecret.TOKEN, EdgeFixture.TOKEN)
            .with(EdgeSecret.PROXY_PASSWORD, password));
  }

  private List<TestStep> test(EdgeSettings settings, EdgeSecrets secrets) throws Exception {
    CompletableFuture<List<TestStep>> ended = new CompletableFuture<>();
    fx.execute(
        () ->
            probe.test(
                settings,
                secrets,
                edge.deviceId(),
                steps -> {
                  if (steps.stream().anyMatch(step -> step.state() == TestStep.State.FAILED)
                      || steps.stream().allMatch(step -> step.state() == TestStep.State.DONE)) {
                    ended.complete(steps);
                  }
                }));
    return ended.get(30, TimeUnit.SECONDS);
  }

  private static TestStep failed(List<TestStep> steps) {
    return steps.stream()
        .filter(step -> step.state() == TestStep.State.FAILED)
        .findFirst()
        .orElseThrow();
  }
}
