package dev.portolan.app.view.common;

import java.util.Objects;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Screen;

/** The logo as a picture. */
public final class Logo {
  private Logo() {}

  /** A node of the given size, from a picture no larger than its screen can show. */
  public static ImageView of(int size) {
    double pixels = size * Screen.getPrimary().getOutputScaleX();
    ImageView view = new ImageView(image(pixels <= 64 ? 64 : pixels <= 128 ? 128 : 256));
    view.setFitWidth(size);
    view.setFitHeight(size);
    view.setSmooth(true);
    return view;
  }

  /** A picture of one of the sizes that the program brings. */
  public static Image image(int pixels) {
    return new Image(
        Objects.requireNonNull(
                Logo.class.getResource("/dev/portolan/app/view/icons/portolan-" + pixels + ".png"))
            .toExternalForm());
  }
}
