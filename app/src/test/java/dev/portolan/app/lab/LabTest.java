package dev.portolan.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  @TempDir Path scratch;
  private final EventLoopGroup loops = EventLoops.create("test", 1);

  @AfterEach
  void stopLoops() throws InterruptedException {
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await();
  }

  @Test
  void itsDeviceIsReachedByWhoeverHasTheToken() throws Exception {
    try (Lab lab = Lab.start(null)) {
      EdgeClient client = connect(lab.deviceEndpoint());

      assertThat(client.session().isOpen()).isTrue();
      client.close().await();
    }
  }

  @Test
  void nobodyElseComesIn() throws Exception {
    try (Lab lab = Lab.start(null)) {
      Endpoint wrong = lab.deviceEndpoint().withAuthorization(Authorization.of("wrong"));

      assertThatThrownBy(() -> connect(wrong))
          .rootCause()
          .isInstanceOfSatisfying(
              EdgeException.class,
              e -> assertThat(e.problem()).isEqualTo(Problem.UPGRADE_UNAUTHORIZED));
    }
  }

  @Test
  void closedItLeavesNoFiles() throws Exception {
    Path ca;
    try (Lab lab = Lab.start(null)) {
      ca = lab.caFile();
      assertThat(ca).exists();
    }
    assertThat(ca).doesNotExist();
    assertThat(ca.getParent()).doesNotExist();
  }

  @Test
  void aKeptFolderStays() throws Exception {
    try (Lab lab = Lab.start(scratch)) {
      assertThat(lab.caFile()).startsWith(scratch);
    }
    assertThat(scratch.resolve("ca.pem")).exists();
  }

  @Test
  void aFailedStartLeavesTheFolderButNothingRunning() throws Exception {
    LabFolder folder = new LabFolder(scratch);
    folder.prepare();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      folder.keepPort(taken.getLocalPort());

      assertThatThrownBy(() -> Lab.start(scratch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
    try (Lab lab = Lab.start(scratch)) {
      assertThat(lab.edgeUrl().getPort()).isEqualTo(folder.port());
    }
  }

  @Test
  void aDamagedFolderIsToldByTheFile() throws Exception {
    new LabFolder(scratch).prepare();
    Files.writeString(scratch.resolve("edge.key"), "nonsense");

    assertThatThrownBy(() -> Lab.start(scratch)).hasMessageContaining("edge.key");
  }

  private EdgeClient connect(Endpoint endpoint) throws Exception {
    return new EdgeConnector(loops)
        .connect(endpoint, SmuxConfig.defaults(), null, ConnectListener.NONE)
        .get(30, TimeUnit.SECONDS);
  }
}
