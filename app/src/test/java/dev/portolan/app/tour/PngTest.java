package dev.portolan.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
  @Test
  void anotherReaderSeesTheSamePixels() throws Exception {
    WritableImage image = new WritableImage(3, 2);
    int[] colours = {0xff102030, 0x80ff0000, 0xffffffff, 0x00000000, 0xff00ff00, 0xff0000ff};
    for (int i = 0; i < colours.length; i++) {
      image.getPixelWriter().setArgb(i % 3, i / 3, colours[i]);
    }

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(image)));

    assertThat(read.getRGB(0, 0, 3, 2, null, 0, 3)).containsExactly(colours);
  }
}
