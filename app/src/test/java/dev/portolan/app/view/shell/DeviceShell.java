package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.link.RedialBackoff;
import java.util.function.Function;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/** A window with a shell of a real device, by way of a real edge. */
final class DeviceShell implements AutoCloseable {
  final EdgeFixture edge = EdgeFixture.start();
  final ShellWindow window;
  private final EdgeLink link =
      new EdgeLink(
          edge.connector(), edge.endpoint(), SmuxConfig.defaults(), RedialBackoff.standard());

  DeviceShell(FxRobot robot, Stage stage) {
    this(robot, stage, EmojiPictures::ofDesktop);
  }

  DeviceShell(FxRobot robot, Stage stage, Function<Background, EmojiPictures> emoji) {
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
            },
            ScrollbackMemory.ofHeap(),
            emoji);
  }

  @Override
  public void close() {
    window.close();
    link.close();
    edge.close();
  }
}
