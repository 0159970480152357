package dev.portolan.app.view.common;

import java.util.Objects;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;

/** The logo as a picture. */
public final class Logo {
  private Logo() {}

  /** A node of the given size, sharp on a screen with twice the pixels, too. */
  public static ImageView of(int size) {
    ImageView view = new ImageView(image(size <= 32 ? 64 : 256));
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
