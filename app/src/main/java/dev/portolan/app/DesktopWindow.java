package dev.portolan.app;

import dev.portolan.app.cli.ExitCode;
import dev.portolan.app.cli.Failure;
import dev.portolan.app.cli.Window;
import dev.portolan.app.model.ListArgument;
import dev.portolan.app.store.DataFolder;
import dev.portolan.app.store.OneInstance;
import dev.portolan.app.tour.Tour;
import dev.portolan.app.tour.TourException;
import dev.portolan.app.view.ConsoleApplication;
import java.nio.file.Path;
import java.util.ArrayList;
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
  public void open(@Nullable Path dataFolder, List<String> linksOrFiles) {
    Path folder = dataFolder == null ? DataFolder.standard() : dataFolder.toAbsolutePath();
    List<String> arguments =
        new ArrayList<>(linksOrFiles.stream().map(ListArgument::complete).toList());
    if (OneInstance.handOver(folder, arguments)) {
      return;
    }
    if (dataFolder != null) {
      arguments.add("--data-dir=" + dataFolder.toAbsolutePath());
    }
    Application.launch(ConsoleApplication.class, arguments.toArray(new String[0]));
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
