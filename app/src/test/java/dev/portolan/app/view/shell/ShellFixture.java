package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalSession;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.connect.Backoff;
import dev.portolan.transport.connect.EdgeLink;
import dev.portolan.transport.connect.LinkState;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/** A window with a shell of a real device, by way of a real edge. */
final class ShellFixture implements AutoCloseable {
  private final EdgeFixture edge = EdgeFixture.start();
  private final EdgeLink link =
      new EdgeLink(edge.connector(), edge.endpoint(), SmuxConfig.defaults(), Backoff.standard());
  final ShellWindow window;

  ShellFixture(FxRobot robot, Stage stage) {
    link.start();
    window =
        new ShellWindow(
            robot,
            stage,
            background -> {
              TerminalSession session = new TerminalSession(link, "pump-7", background);
              link.addListener(
                  state -> {
                    if (state instanceof LinkState.Up) {
                      session.linkUp();
                    }
                  });
              return session;
            });
  }

  @Override
  public void close() {
    window.close();
    link.close();
    edge.close();
  }
}
