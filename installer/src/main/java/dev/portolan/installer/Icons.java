package dev.portolan.installer;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Draws the logo in the sizes and the formats that systems want. */
final class Icons {
  /** In pixels; the sizes of the hicolor theme, and one for screens with twice the pixels. */
  static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512, 1024);

  /** Up to this size the logo is drawn without its fine lines. */
  private static final int SMALL = 32;

  private final SVGDocument logo;
  private final SVGDocument small;

  /**
   * Reads the drawings.
   *
   * @param assets the folder with {@code logo.svg} and {@code logo-small.svg}, the same without
   *     fine lines
   */
  Icons(Path assets) throws IOException {
    logo = read(assets.resolve("logo.svg"));
    small = read(assets.resolve("logo-small.svg"));
  }

  private static SVGDocument read(Path file) throws IOException {
    SVGDocument document = new SVGLoader().load(file.toUri().toURL());
    if (document == null) {
      throw new IOException(file + " cannot be read");
    }
    return document;
  }

  /** Writes a PNG per size, an ICO and an ICNS. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<Integer, byte[]> pictures = new TreeMap<>();
    for (int size : SIZES) {
      byte[] picture = png(size);
      pictures.put(size, picture);
      Files.write(folder.resolve(Product.PACKAGE + "-" + size + ".png"), picture);
    }
    Files.write(folder.resolve(Product.PACKAGE + ".ico"), IconFiles.ico(pictures));
    Files.write(folder.resolve(Product.PACKAGE + ".icns"), IconFiles.icns(pictures));
  }

  private byte[] png(int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    (size <= SMALL ? small : logo)
        .render((java.awt.Component) null, graphics, new ViewBox(size, size));
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
