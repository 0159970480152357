package dev.portolan.app.view;

import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/** Whether a person sees which control has the focus. */
final class FocusMark {
  /** The contrast between with and without focus that WCAG 2.2 asks for in 2.4.13. */
  private static final double LEAST_CONTRAST = 3;

  /** A ring around a control may be outside its bounds. */
  private static final int RING = 4;

  private static final int SHORTEST_LINE = 40;

  private FocusMark() {}

  /**
   * Compares the pictures of a window before and after the focus went on.
   *
   * @param left the place of the control that had the focus. What changes there does not count,
   *     unless the other is inside.
   * @param place that of the control that has it
   * @return whether as many pixels differ visibly as a line of {@value #SHORTEST_LINE} pixels has,
   *     or one along the shorter side
   */
  static boolean isSeen(Image before, Image after, Bounds left, Bounds place) {
    Bounds gone = withRing(left);
    Bounds here = withRing(place);
    boolean inside = left.contains(place);
    PixelReader was = before.getPixelReader();
    PixelReader is = after.getPixelReader();
    int changed = 0;
    for (int y = (int) Math.max(0, here.getMinY()); y < bottom(here, after); y++) {
      for (int x = (int) Math.max(0, here.getMinX()); x < right(here, after); x++) {
        if ((inside || !gone.contains(x, y))
            && Contrast.of(was.getColor(x, y), is.getColor(x, y)) >= LEAST_CONTRAST) {
          changed++;
        }
      }
    }
    return changed >= Math.min(SHORTEST_LINE, Math.min(place.getWidth(), place.getHeight()));
  }

  private static Bounds withRing(Bounds place) {
    return new BoundingBox(
        place.getMinX() - RING,
        place.getMinY() - RING,
        place.getWidth() + 2 * RING,
        place.getHeight() + 2 * RING);
  }

  private static double right(Bounds place, Image picture) {
    return Math.min(picture.getWidth(), place.getMaxX());
  }

  private static double bottom(Bounds place, Image picture) {
    return Math.min(picture.getHeight(), place.getMaxY());
  }
}
