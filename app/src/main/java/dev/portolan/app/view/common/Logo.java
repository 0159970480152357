package dev.portolan.app.view.common;

import java.util.Objects;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Screen;

/** The logo as a picture. */
public final class Logo {
  private Logo() {}

  /** A node of the given size, with an image for its screen's resolution. */
  public static ImageView of(int size) {
    double pixels = size * Screen.getPrimary().getOutputScaleX();
    ImageView view = new ImageView(image(pixels <= 64 ? 64 : pixels <= 128 ? 128 : 256));
    view.setFitWidth(size);
    view.setFitHeight(size);
    view.setSmooth(true);
    return view;
  }

  /** The image of a bundled size. */
  public static Image image(int pixels) {
    return new Image(
        Objects.requireNonNull(
                Logo.class.getResource("/dev/portolan/app/view/icons/portolan-" + pixels + ".png"))
            .toExternalForm());
  }
}
