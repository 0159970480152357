package dev.portolan.app;

import dev.portolan.app.cli.ExitCode;
import dev.portolan.app.cli.Failure;
import dev.portolan.app.cli.Window;
import dev.portolan.app.store.DataFolder;
import dev.portolan.app.store.OneInstance;
import dev.portolan.app.tour.Tour;
import dev.portolan.app.tour.TourException;
import dev.portolan.app.view.ConsoleApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;

/** The console on this computer's desktop. */
final class DesktopWindow implements Window {
  @Override
  public Optional<String> obstacle() {
    return Display.obstacle();
  }

  @Override
  public void open(@Nullable Path dataFolder) {
    Path folder = dataFolder == null ? DataFolder.standard() : dataFolder.toAbsolutePath();
    if (OneInstance.handOver(folder, List.of())) {
      return;
    }
    String[] arguments =
        dataFolder == null
            ? new String[0]
            : new String[] {"--data-dir=" + dataFolder.toAbsolutePath()};
    Application.launch(ConsoleApplication.class, arguments);
  }

  @Override
  public void tour(Path pictures, Consumer<String> say) throws Failure {
    try {
      Tour.take(pictures, say);
    } catch (TourException e) {
      throw new Failure(ExitCode.FAULT, String.valueOf(e.getMessage()), e);
    }
  }
}
