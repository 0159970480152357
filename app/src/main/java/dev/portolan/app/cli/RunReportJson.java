package dev.portolan.app.cli;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.fleet.RunAnswer;
import dev.portolan.app.fleet.RunCommand;
import dev.portolan.app.fleet.RunEnd;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers to a command as JSON, equal ones once. */
final class RunReportJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RunReportJson() {}

  static String of(RunCommand command, List<AnswerGroup<EdgeTarget>> groups) {
    ObjectNode root = JSON.createObjectNode();
    root.put("command", command.text());
    ArrayNode all = root.putArray("groups");
    for (AnswerGroup<EdgeTarget> group : groups) {
      RunAnswer answer = group.answer();
      ObjectNode node = all.addObject();
      node.put("kind", group.kind().name().toLowerCase(Locale.ROOT));
      if (answer.end() instanceof RunEnd.Exited(int status)) {
        node.put("status", status);
      }
      node.put("end", answer.end().words());
      node.put("output", answer.text());
      node.put("cutBytes", answer.cut());
      ArrayNode devices = node.putArray("devices");
      group
          .parts()
          .forEach(
              part ->
                  devices
                      .addObject()
                      .put("id", part.target().id())
                      .put("name", part.target().name()));
    }
    return JSON.writeValueAsString(root);
  }
}
