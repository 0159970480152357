package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.regex.Pattern;

/**
 * The image without the window, for computers that run an edge or are a device: the desktop's jars
 * and natives are left out, and the modules that only they use.
 */
final class EdgeImage {
  private static final Pattern DESKTOP =
      Pattern.compile(
          "(javafx|atlantafx|ikonli|jeditermfx|annotations|dbus-java)-.*[.]jar"
              + "|lib(javafx|glass|prism|decora).*[.]so|.*[.](otf|ttf)");

  private final Commands desktop;
  private final Commands edge;

  /**
   * Makes one.
   *
   * @param desktop those of the image with the window, whose jars are there already
   */
  EdgeImage(Commands desktop) {
    this.desktop = desktop;
    this.edge =
        new Commands(
            desktop.product(),
            desktop.target(),
            desktop.project(),
            desktop.work().resolve("edge"),
            desktop.foreignJava());
  }

  /** The commands of this image. */
  Commands commands() {
    return edge;
  }

  /**
   * Makes it, unless it is there already.
   *
   * @param time what its files bear
   */
  void build(FileTime time) throws IOException, InterruptedException {
    if (Files.exists(edge.image())) {
      return;
    }
    copyWithoutDesktop(desktop.input(), edge.input());
    Tool.run(edge.jlink(ImageBuilder.modules(edge)));
    ImageBuilder.keepOnlyJava(edge.runtime().resolve("bin"));
    new LinuxImage(edge, "edge/launcher")
        .lay(new Notices(desktop.project().resolve("app/target/portolan")));
    ImageBuilder.strip(edge.image());
    ImageBuilder.setTimes(edge.image(), time);
  }

  private static void copyWithoutDesktop(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!DESKTOP.matcher(file.getFileName().toString()).matches()) {
              Path copy = to.resolve(from.relativize(file));
              Files.createDirectories(copy.getParent());
              Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
