package dev.portolan.bench;

import dev.portolan.bench.Target.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Writes results as Markdown tables and JSON. */
final class Report {
  private final List<Row> rows;
  private final List<String> peers;
  private final Results results;

  Report(List<Row> rows, List<String> peers, Results results) {
    this.rows = rows;
    this.peers = peers;
    this.results = results;
  }

  /** The table of medians, followed by the comparison with targets. */
  String markdown() {
    return medians() + "\n" + targets();
  }

  private String medians() {
    List<Pair> pairs = pairs();
    StringBuilder out = new StringBuilder("| work | metric |");
    for (String peer : peers) {
      out.append(' ').append(peer).append(" |");
    }
    for (Pair pair : pairs) {
      out.append(' ').append(pair.peer()).append('/').append(pair.baseline()).append(" |");
    }
    out.append('\n').append("| --- | --- |").append(" ---: |".repeat(peers.size() + pairs.size()));
    out.append('\n');
    for (Row row : rows) {
      String title = row.title();
      for (String metric : results.metrics(row.id())) {
        out.append("| ").append(title).append(" | ").append(metric).append(" |");
        title = "";
        for (String peer : peers) {
          out.append(' ').append(number(results.median(row.id(), peer, metric))).append(" |");
        }
        for (Pair pair : pairs) {
          out.append(' ')
              .append(number(results.ratio(row.id(), pair.peer(), pair.baseline(), metric)))
              .append(" |");
        }
        out.append('\n');
      }
    }
    return out.toString();
  }

  /** A pair of peers whose ratio the table shows. */
  private record Pair(String peer, String baseline) {}

  /** Our peers against Go, and against the other checkout. */
  private List<Pair> pairs() {
    return Stream.of(
            new Pair("D", "go"), new Pair("A", "go"), new Pair("D", "D0"), new Pair("A", "A0"))
        .filter(pair -> peers.contains(pair.peer()) && peers.contains(pair.baseline()))
        .toList();
  }

  private String targets() {
    StringBuilder out =
        new StringBuilder(
            """
            | row | peer | metric | related to | value | must | goal | reached |
            | --- | --- | --- | --- | ---: | ---: | ---: | --- |
            """);
    for (Target target : wanted()) {
      double value = target.value(results);
      String sign = target.most() ? "≤ " : "≥ ";
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
              target.row(),
              target.peer(),
              target.metric(),
              target.baseline().isEmpty() ? "–" : target.baseline(),
              number(value),
              target.must() == 0 || Double.isInfinite(target.must())
                  ? limit(sign, target)
                  : sign + number(target.must()),
              sign + number(target.goal()),
              target.mark(value).word()));
    }
    return out.toString();
  }

  /** A limit, empty if there is none. */
  private static String limit(String sign, Target target) {
    return target.most() && target.must() == 0 ? sign + "0" : "";
  }

  private List<Target> wanted() {
    List<Target> wanted = new ArrayList<>();
    for (Target target : Target.all()) {
      if (target.mark(target.value(results)) != Mark.UNKNOWN) {
        wanted.add(target);
      }
    }
    return wanted;
  }

  /** A value with three significant digits. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }

  String json() {
    List<Map<String, Object>> measured = new ArrayList<>();
    results
        .values()
        .forEach(
            (key, rounds) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("row", key.row());
              one.put("peer", key.peer());
              one.put("metric", key.metric());
              one.put("median", results.median(key.row(), key.peer(), key.metric()));
              one.put("rounds", rounds.values());
              measured.add(one);
            });
    List<Map<String, Object>> reached = new ArrayList<>();
    for (Target target : wanted()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("row", target.row());
      one.put("peer", target.peer());
      one.put("metric", target.metric());
      one.put("baseline", target.baseline());
      one.put("value", target.value(results));
      one.put("reached", target.mark(target.value(results)).word());
      reached.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("measured", measured);
    all.put("targets", reached);
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
