package dev.portolan.bench.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An Xvfb display. Its pixels are in a memory-mapped file, so reading them does not disturb the
 * programs under test.
 */
final class Screen implements AutoCloseable {
  private static final int WIDTH_FIELD = 4;
  private static final int HEIGHT_FIELD = 5;
  private static final int LINE_FIELD = 12;
  private static final int COLOURS_FIELD = 19;
  private static final int COLOUR_BYTES = 12;
  private static final int RGB = 0xffffff;

  private final Process server;
  private final String name;
  private final ByteBuffer pixels;
  private final int width;
  private final int height;
  private final int line;

  private Screen(Process server, String name, ByteBuffer file) {
    this.server = server;
    this.name = name;
    width = file.getInt(WIDTH_FIELD * Integer.BYTES);
    height = file.getInt(HEIGHT_FIELD * Integer.BYTES);
    line = file.getInt(LINE_FIELD * Integer.BYTES);
    int start = file.getInt(0) + file.getInt(COLOURS_FIELD * Integer.BYTES) * COLOUR_BYTES;
    pixels = file.slice(start, line * height).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Starts a white display.
   *
   * @param folder the folder for its pixels and log
   */
  static Screen open(Path folder, int width, int height) throws IOException, InterruptedException {
    Path number = folder.resolve("display");
    Path log = folder.resolve("xvfb.log");
    Process server =
        new ProcessBuilder(
                List.of(
                    "Xvfb",
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    width + "x" + height + "x24",
                    "-wr",
                    "-noreset",
                    "-nolisten",
                    "tcp",
                    "-fbdir",
                    folder.toString()))
            .redirectOutput(number.toFile())
            .redirectError(log.toFile())
            .start();
    while (Files.size(number) == 0) {
      if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("Xvfb did not start: " + Files.readString(log).strip());
      }
    }
    try (FileChannel file = FileChannel.open(folder.resolve("Xvfb_screen0"))) {
      return new Screen(
          server,
          ":" + Files.readString(number).strip(),
          file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
    }
  }

  /** The value of {@code DISPLAY}. */
  String name() {
    return name;
  }

  /** A summary of every second line of the screen. */
  Picture look() {
    Picture picture = new Picture();
    for (int y = 0; y < height; y += 2) {
      for (int x = 0; x < width; x++) {
        picture.add(pixels.getInt(y * line + x * Integer.BYTES) & RGB);
      }
    }
    return picture;
  }

  @Override
  public void close() {
    server.destroy();
  }
}
