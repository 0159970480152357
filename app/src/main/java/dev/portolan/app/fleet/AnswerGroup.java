package dev.portolan.app.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Devices with equal answers.
 *
 * @param answer their answer
 * @param parts their parts, in the order of the devices
 * @param <T> the kind of target
 */
public record AnswerGroup<T extends Target>(RunAnswer answer, Kind kind, List<RunPart<T>> parts) {
  /** What an answer is among the others. */
  public enum Kind {
    /** The most frequent success. */
    SAME,
    /** Another success. */
    DIFFERS,
    /** No success. */
    FAILED
  }

  public AnswerGroup {
    parts = List.copyOf(parts);
  }

  /**
   * The groups of the answers so far: successes first, then those of more devices, then in the
   * order of the devices.
   */
  public static <T extends Target> List<AnswerGroup<T>> of(List<RunPart<T>> parts) {
    Map<RunAnswer, List<RunPart<T>>> byAnswer = new LinkedHashMap<>();
    for (RunPart<T> part : parts) {
      RunAnswer answer = part.answer();
      if (answer != null) {
        byAnswer.computeIfAbsent(answer, _ -> new ArrayList<>()).add(part);
      }
    }
    List<AnswerGroup<T>> groups = new ArrayList<>();
    byAnswer.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<RunAnswer, List<RunPart<T>>> entry) ->
                        !entry.getKey().end().isSuccess())
                .thenComparing(
                    Comparator.comparingInt(
                            (Map.Entry<RunAnswer, List<RunPart<T>>> entry) ->
                                entry.getValue().size())
                        .reversed()))
        .forEach(
            entry ->
                groups.add(
                    new AnswerGroup<>(
                        entry.getKey(), kind(entry.getKey(), groups.isEmpty()), entry.getValue())));
    return groups;
  }

  private static Kind kind(RunAnswer answer, boolean first) {
    if (!answer.end().isSuccess()) {
      return Kind.FAILED;
    }
    return first ? Kind.SAME : Kind.DIFFERS;
  }

  /** The number of devices in all groups of a kind. */
  public static <T extends Target> int count(List<AnswerGroup<T>> groups, Kind kind) {
    return groups.stream()
        .filter(group -> group.kind() == kind)
        .mapToInt(group -> group.parts().size())
        .sum();
  }
}
