package dev.portolan.app.model;

/**
 * Position and size of the window.
 *
 * @param x left edge in pixels; NaN if it was never positioned
 * @param y top edge in pixels; NaN if it was never positioned
 * @param width in pixels
 * @param height in pixels
 * @param maximized whether it was maximized
 * @param sidebarWidth width of the device list in pixels
 */
public record WindowPlace(
    double x, double y, double width, double height, boolean maximized, double sidebarWidth) {
  public static final double MIN_WIDTH = 800;
  public static final double MIN_HEIGHT = 500;
  public static final WindowPlace DEFAULT =
      new WindowPlace(Double.NaN, Double.NaN, 1180, 760, false, 260);

  public WindowPlace {
    width = Math.clamp(width, MIN_WIDTH, 20_000);
    height = Math.clamp(height, MIN_HEIGHT, 20_000);
    sidebarWidth = Math.clamp(sidebarWidth, 160, 600);
  }
}
