package dev.portolan.app.view.shell;

import java.util.List;
import java.util.function.DoubleSupplier;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;

/** Paints emoji images. FX thread. */
final class EmojiPainter {
  private final GraphicsContext g;
  private final EmojiPictures pictures;
  private final DoubleSupplier scale;
  private final Runnable whenKnown;
  private boolean complete = true;

  /**
   * Creates a painter for {@code g}.
   *
   * @param scale the screen's pixels per canvas pixel
   * @param whenKnown called when missing images are available
   */
  EmojiPainter(
      GraphicsContext g, EmojiPictures pictures, DoubleSupplier scale, Runnable whenKnown) {
    this.g = g;
    this.pictures = pictures;
    this.scale = scale;
    this.whenKnown = whenKnown;
  }

  /**
   * Paints a character or cluster centred in its cells, or nothing if its image is not loaded yet.
   * Returns false if it must be drawn as text.
   */
  boolean paint(String cluster, double x, double y, double width, double height) {
    double pixels = scale.getAsDouble();
    int most = (int) Math.floor(width * pixels);
    int high = (int) Math.floor(height * pixels);
    List<Image> images = pictures.find(new EmojiPictures.Wanted(cluster, most, high), whenKnown);
    if (images == null) {
      complete = false;
      return true;
    }
    double room = width / Math.max(1, images.size());
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      double wide = image.getWidth() / pixels;
      double tall = image.getHeight() / pixels;
      double left = x + i * room + aligned((room - wide) / 2, pixels);
      g.drawImage(image, left, y + aligned((height - tall) / 2, pixels), wide, tall);
    }
    return !images.isEmpty();
  }

  /** Rounds to screen pixels, for sharp images. */
  private static double aligned(double distance, double pixels) {
    return Math.floor(distance * pixels) / pixels;
  }

  /** Whether no image was missing since the last call. */
  boolean takeComplete() {
    boolean was = complete;
    complete = true;
    return was;
  }
}
