package dev.portolan.app.view.run;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.view.common.Texts;
import java.util.Locale;

/** Words for rows of devices. */
final class RunTexts {
  private RunTexts() {}

  /** So many devices that are so far. */
  static String of(RunRow.Progress progress, int count) {
    return Texts.get("run.progress." + progress.name().toLowerCase(Locale.ROOT), count);
  }

  /** So many devices with an answer of a kind. */
  static String of(AnswerGroup.Kind kind, int count) {
    return Texts.get("run.kind." + kind.name().toLowerCase(Locale.ROOT), count);
  }
}
