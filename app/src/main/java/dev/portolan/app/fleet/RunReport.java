package dev.portolan.app.fleet;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the answers to a command as a text, equal ones once. */
public final class RunReport {
  private RunReport() {}

  /** The counts: "47 same · 3 differ · 2 failed". */
  public static <T extends Target> String summary(List<AnswerGroup<T>> groups) {
    List<String> parts = new ArrayList<>();
    add(parts, AnswerGroup.count(groups, AnswerGroup.Kind.SAME), "same");
    int differing = AnswerGroup.count(groups, AnswerGroup.Kind.DIFFERS);
    add(parts, differing, differing == 1 ? "differs" : "differ");
    add(parts, AnswerGroup.count(groups, AnswerGroup.Kind.FAILED), "failed");
    return String.join(" \u00b7 ", parts);
  }

  private static void add(List<String> parts, int count, String word) {
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }

  /** Plain text: the counts, then each answer below the names of its devices. */
  public static <T extends Target> String text(RunCommand command, List<AnswerGroup<T>> groups) {
    StringBuilder text = new StringBuilder();
    text.append("$ ").append(command.text()).append('\n');
    text.append(summary(groups)).append('\n');
    for (AnswerGroup<T> group : groups) {
      text.append('\n').append(heading(group)).append('\n').append(group.answer().text());
      appendCut(text, group.answer());
    }
    return text.toString();
  }

  /** Markdown: the same with each answer in a block of code. */
  public static <T extends Target> String markdown(
      RunCommand command, List<AnswerGroup<T>> groups) {
    StringBuilder text = new StringBuilder();
    block(text, "$ " + command.text() + "\n");
    text.append('\n').append(summary(groups)).append('\n');
    for (AnswerGroup<T> group : groups) {
      text.append("\n### ").append(escaped(heading(group))).append("\n\n");
      if (!group.answer().text().isEmpty()) {
        block(text, group.answer().text());
      }
      appendCut(text, group.answer());
    }
    return text.toString();
  }

  /** The devices of a group and how the command ended there. */
  public static <T extends Target> String heading(AnswerGroup<T> group) {
    String names =
        group.parts().stream().map(part -> part.target().name()).collect(Collectors.joining(", "));
    return group.parts().size()
        + (group.parts().size() == 1 ? " device" : " devices")
        + " ("
        + group.answer().end().words()
        + "): "
        + names;
  }

  /** What an answer lacks, or an empty text. */
  public static String cut(RunAnswer answer) {
    return answer.cut() == 0
        ? ""
        : "[About "
            + NumberFormat.getIntegerInstance(Locale.ENGLISH).format(answer.cut())
            + " more bytes of output were not kept.]";
  }

  private static void appendCut(StringBuilder text, RunAnswer answer) {
    if (answer.cut() > 0) {
      text.append(cut(answer)).append('\n');
    }
  }

  /** A block of code whose fence is longer than any in the content. */
  private static void block(StringBuilder text, String content) {
    String fence = "```";
    while (content.contains(fence)) {
      fence += "`";
    }
    text.append(fence).append("text\n").append(content);
    text.append(content.endsWith("\n") ? "" : "\n").append(fence).append('\n');
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
  }
}
