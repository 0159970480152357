package dev.portolan.app.view.shell;

import java.util.List;
import java.util.function.DoubleSupplier;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;

/** Paints emoji as the pictures that they are. FX thread. */
final class EmojiPainter {
  private final GraphicsContext g;
  private final EmojiPictures pictures;
  private final DoubleSupplier scale;
  private final Runnable whenKnown;
  private boolean complete = true;

  /**
   * Paints with {@code g}.
   *
   * @param scale how many pixels of the screen one of the canvas has
   * @param whenKnown runs when what was left out can be painted
   */
  EmojiPainter(
      GraphicsContext g, EmojiPictures pictures, DoubleSupplier scale, Runnable whenKnown) {
    this.g = g;
    this.pictures = pictures;
    this.scale = scale;
    this.whenKnown = whenKnown;
  }

  /**
   * Paints a character or cluster in the middle of its cells; they stay blank if its picture is not
   * known yet. Returns false if it is to be drawn as text.
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

  /** At a whole pixel of the screen, so that pictures are sharp. */
  private static double aligned(double distance, double pixels) {
    return Math.floor(distance * pixels) / pixels;
  }

  /** Whether nothing was left out since the last call. */
  boolean takeComplete() {
    boolean was = complete;
    complete = true;
    return was;
  }
}
