package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;

/** Which entries the timeline shows. */
enum Shown {
  EVERYTHING,
  WARNINGS,
  ERRORS,
  NOTES;

  boolean includes(ActivityEntry entry) {
    boolean note =
        switch (entry.kind()) {
          case NOTE -> true;
          case EVENT -> false;
        };
    return switch (this) {
      case EVERYTHING -> true;
      case NOTES -> note;
      case WARNINGS ->
          switch (entry.level()) {
            case INFO, GOOD -> false;
            case WARNING, ERROR -> true;
          };
      case ERRORS ->
          switch (entry.level()) {
            case INFO, GOOD, WARNING -> false;
            case ERROR -> true;
          };
    };
  }
}
