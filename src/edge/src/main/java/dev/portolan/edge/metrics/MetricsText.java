package dev.portolan.edge.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures in the text format of Prometheus, version 0.0.4. For one thread.
 *
 * <p>A name comes once. Numbers that only grow are counters, others are gauges.
 */
public final class MetricsText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(8 * 1024);

  /** Without any figure yet. */
  public MetricsText() {}

  /** A number that only grows while the program runs. */
  public void counter(Tally tally) {
    family("counter", tally.name(), tally.help(), tally.labels(), tally.sums());
  }

  /** The same with a number that is counted elsewhere. */
  public void counter(String name, String help, Number value) {
    family("counter", name, help, List.of(), Map.of(List.of(), value));
  }

  /**
   * The same in parts.
   *
   * @param values numbers by the values of the labels
   */
  public void counter(
      String name, String help, List<String> labels, Map<List<String>, ? extends Number> values) {
    family("counter", name, help, labels, values);
  }

  /** A number that grows and shrinks. */
  public void gauge(Tally tally) {
    family("gauge", tally.name(), tally.help(), tally.labels(), tally.sums());
  }

  /** The same with a number that is known elsewhere. */
  public void gauge(String name, String help, Number value) {
    family("gauge", name, help, List.of(), Map.of(List.of(), value));
  }

  /**
   * The same in parts.
   *
   * @param values numbers by the values of the labels
   */
  public void gauge(
      String name, String help, List<String> labels, Map<List<String>, ? extends Number> values) {
    family("gauge", name, help, labels, values);
  }

  private void family(
      String type,
      String name,
      String help,
      List<String> labels,
      Map<List<String>, ? extends Number> values) {
    text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    Map<String, Number> lines = new TreeMap<>();
    values.forEach((part, value) -> lines.put(name + braces(labels, part), value));
    lines.forEach(
        (line, value) -> text.append(line).append(' ').append(number(value)).append('\n'));
  }

  private static String braces(List<String> labels, List<String> values) {
    if (labels.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      out.append(i == 0 ? "" : ",").append(labels.get(i)).append("=\"");
      out.append(escaped(values.get(i)).replace("\"", "\\\"")).append('"');
    }
    return out.append('}').toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String number(Number value) {
    double number = value.doubleValue();
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
