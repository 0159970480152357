package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivityEntry.Kind;
import dev.portolan.app.model.Level;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What has happened on devices in a span of time, as a Markdown document. Names, reasons and notes
 * come from elsewhere: nothing in them is taken for Markdown or HTML.
 *
 * @param devices the names of the devices; empty for all
 * @param entries the entries, oldest first
 */
record VisitReport(List<String> devices, Instant from, Instant to, List<ActivityEntry> entries) {
  String markdown() {
    long notes = entries.stream().filter(entry -> entry.kind() == Kind.NOTE).count();
    String head =
        String.join(
            "\n",
            "# " + Texts.get("report.heading"),
            "",
            "- "
                + Texts.get(
                    "report.devices",
                    devices.isEmpty()
                        ? Texts.get("report.devices.all")
                        : devices.stream()
                            .map(VisitReport::plain)
                            .collect(Collectors.joining(", "))),
            "- " + Texts.get("report.span", Formats.dateTime(from), Formats.dateTime(to)),
            "- "
                + Texts.get(
                    "report.counts",
                    entries.size(),
                    count(Level.ERROR),
                    count(Level.WARNING),
                    notes),
            "",
            "");
    if (entries.isEmpty()) {
      return head + Texts.get("report.nothing") + "\n";
    }
    return head
        + Texts.get("report.columns")
        + "\n| --- | --- | --- | --- |\n"
        + entries.stream().map(VisitReport::row).collect(Collectors.joining());
  }

  private long count(Level level) {
    return entries.stream().filter(entry -> entry.level() == level).count();
  }

  private static String row(ActivityEntry entry) {
    String name = entry.subject().isEmpty() ? Texts.get("app.name") : entry.subject();
    return "| "
        + String.join(
            " | ",
            Formats.dateTime(entry.at()),
            StateLook.of(entry).word(),
            plain(name),
            plain(entry.text()))
        + " |\n";
  }

  /** Text that shows as it is, in one line. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length() + 16);
    text.codePoints()
        .map(each -> Character.isISOControl(each) ? ' ' : each)
        .forEach(
            each -> {
              switch (each) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '$' ->
                    plain.append('\\').appendCodePoint(each);
                default -> plain.appendCodePoint(each);
              }
            });
    return plain.toString();
  }
}
