package dev.portolan.app.view.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The commands of this run of the program, latest first. They are not saved, because commands may
 * hold secrets. FX thread.
 */
public final class RunHistory {
  private static final int MOST = 100;

  private final List<String> commands = new ArrayList<>();

  void add(String command) {
    commands.remove(command);
    commands.addFirst(command);
    if (commands.size() > MOST) {
      commands.removeLast();
    }
  }

  List<String> commands() {
    return List.copyOf(commands);
  }

  /** The command at a place from 0, the latest; empty beyond the ends. */
  String at(int place) {
    return place >= 0 && place < commands.size() ? commands.get(place) : "";
  }
}
