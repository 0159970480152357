package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconsTest {
  @Test
  void theLogoIsDrawnInEverySize(@TempDir Path folder) throws Exception {
    new Icons(Path.of("..", "assets")).write(folder);

    for (int size : Icons.SIZES) {
      BufferedImage icon = ImageIO.read(folder.resolve("portolan-" + size + ".png").toFile());
      assertThat(icon.getWidth()).isEqualTo(size);
      assertThat(icon.getRGB(0, 0) >>> 24).as("the corner is clear").isZero();
      assertThat(icon.getRGB(size / 2, size / 2 - size / 8) >>> 24)
          .as("the middle is not")
          .isEqualTo(255);
    }
  }

  @Test
  void windowsAndMacFilesSayHowLongTheirPartsAre(@TempDir Path folder) throws Exception {
    new Icons(Path.of("..", "assets")).write(folder);

    ByteBuffer ico =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("portolan.ico")))
            .order(ByteOrder.LITTLE_ENDIAN);
    int last = 6 + 16 * (ico.getShort(4) - 1);
    assertThat(ico.getInt(last + 8) + ico.getInt(last + 12)).isEqualTo(ico.capacity());
    ByteBuffer icns = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("portolan.icns")));
    int at = 8;
    while (at < icns.capacity()) {
      at += icns.getInt(at + 4);
    }
    assertThat(at).isEqualTo(icns.getInt(4)).isEqualTo(icns.capacity());
  }
}
