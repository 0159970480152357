package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import dev.portolan.app.model.SchemeChoice;
import dev.portolan.app.view.shell.CellLook.TextColors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.scene.paint.Color;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That the text of every program can be read in every scheme. */
class ContrastTest {
  /** A step of a colour's 255 is lost when it is painted. */
  private static final double ALMOST = 4.45;

  @ParameterizedTest
  @CsvSource({
    "#000000, #ffffff, 21.0", "#ffffff, #ffffff, 1.0", "#777777, #ffffff, 4.48",
    "#ff0000, #ffffff, 4.0", "#0000ff, #000000, 2.44", "#767676, #ffffff, 4.54"
  })
  void isTheRatioOfTheStandard(String one, String other, double ratio) {
    assertThat(Contrast.ratio(Color.web(one), Color.web(other))).isEqualTo(ratio, within(0.01));
    assertThat(Contrast.ratio(Color.web(other), Color.web(one))).isEqualTo(ratio, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(SchemeChoice.class)
  void everyPairOfAPaletteCanBeRead(SchemeChoice choice) {
    for (TerminalScheme scheme : shown(choice)) {
      CellLook.Cache looks = looks(scheme, TextColors.READABLE);
      SoftAssertions soft = new SoftAssertions();
      for (int front = -1; front < 16; front++) {
        for (int back = -1; back < 16; back++) {
          for (TextStyle style : styles(color(front), color(back))) {
            CellLook look = looks.of(style);
            soft.assertThat(Contrast.ratio(look.text(), look.background()))
                .as("%d on %d %s", front, back, style)
                .isGreaterThanOrEqualTo(ALMOST);
          }
        }
      }
      soft.assertAll();
    }
  }

  @ParameterizedTest
  @EnumSource(SchemeChoice.class)
  void whatIsReadableAlreadyIsAsItWasChosen(SchemeChoice choice) {
    for (TerminalScheme scheme : shown(choice)) {
      CellLook.Cache looks = looks(scheme, TextColors.READABLE);
      for (int front = 0; front < 16; front++) {
        Color chosen = scheme.palette().get(front);
        CellLook look = looks.of(new TextStyle(color(front), null));
        assertThat(look.drawing()).isEqualTo(chosen);
        assertThat(look.text().equals(chosen))
            .isEqualTo(Contrast.ratio(chosen, scheme.background()) >= Contrast.READABLE);
      }
    }
  }

  @Test
  void anyTwoColorsCanBeReadAndTheHueStays() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Color text = Color.color(random.nextDouble(), random.nextDouble(), random.nextDouble());
      Color behind = Color.color(random.nextDouble(), random.nextDouble(), random.nextDouble());
      Color readable = Contrast.readable(text, behind);
      assertThat(Contrast.ratio(readable, behind)).isGreaterThanOrEqualTo(Contrast.READABLE);
      if (readable.getSaturation() > 0.05 && readable.getBrightness() > 0.05) {
        double turned = Math.abs(readable.getHue() - text.getHue());
        assertThat(Math.min(turned, 360 - turned)).isLessThan(2);
      }
    }
  }

  @Test
  void textKeepsItsSideOfTheBackgroundWhereThatIsEnough() {
    Color blue = Color.web("#0550ae");
    assertThat(Contrast.readable(Color.web("#0969da"), blue).getBrightness()).isGreaterThan(0.85);
    assertThat(Contrast.readable(Color.web("#57606a"), Color.WHITE))
        .isEqualTo(Color.web("#57606a"));
    assertThat(Contrast.readable(Color.web("#8c959f"), Color.WHITE).getBrightness())
        .isLessThan(Color.web("#8c959f").getBrightness());
  }

  @Test
  void theSameColorOnItselfCanBeReadToo() {
    for (int grey = 0; grey < 256; grey++) {
      Color color = Color.grayRgb(grey);
      assertThat(Contrast.ratio(Contrast.readable(color, color), color))
          .isGreaterThanOrEqualTo(Contrast.READABLE);
    }
  }

  @Test
  void aProgramsColorsAreAsChosenWhereThatIsWanted() {
    CellLook look =
        looks(TerminalScheme.DARK, TextColors.AS_CHOSEN)
            .of(new TextStyle(TerminalColor.rgb(10, 10, 10), TerminalColor.rgb(12, 12, 12)));
    assertThat(look.text()).isEqualTo(Color.rgb(10, 10, 10));
  }

  private static CellLook.Cache looks(TerminalScheme scheme, TextColors colors) {
    return new CellLook.Cache(scheme, TerminalFont.of("", 13), colors);
  }

  private static List<TerminalScheme> shown(SchemeChoice choice) {
    return List.of(
        TerminalScheme.of(choice, Color.WHITE), TerminalScheme.of(choice, Color.web("#0d1117")));
  }

  private static @Nullable TerminalColor color(int index) {
    return index < 0 ? null : TerminalColor.index(index);
  }

  private static List<TextStyle> styles(
      @Nullable TerminalColor front, @Nullable TerminalColor back) {
    List<TextStyle> styles = new ArrayList<>();
    for (TextStyle.Option option :
        List.of(TextStyle.Option.BOLD, TextStyle.Option.DIM, TextStyle.Option.INVERSE)) {
      styles.add(
          new TextStyle.Builder()
              .setForeground(front)
              .setBackground(back)
              .setOption(option, true)
              .build());
    }
    styles.add(new TextStyle(front, back));
    return styles;
  }
}
