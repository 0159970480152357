package dev.portolan.app.view.common;

/** Chapters of the manual that parts of the window lead to. */
public enum ManualTopic {
  START("first-steps"),
  DEVICES("devices"),
  TUNNELS("tunnels"),
  SHELLS("shells"),
  FILES("files"),
  RUNS("one-command-on-many-devices");

  private final String id;

  ManualTopic(String id) {
    this.id = id;
  }

  /** The anchor of the chapter's heading. */
  public String id() {
    return id;
  }
}
