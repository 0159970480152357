package dev.portolan.app.view.common;

import org.kordamp.ikonli.javafx.FontIcon;

/** Names of icons in the icon font, by purpose. */
public final class Icons {
  public static final String NEWS = "fth-message-square";

  public static final String OFF = "fth-circle";
  public static final String BUSY = "fth-loader";
  public static final String GOOD = "fth-check-circle";
  public static final String IN_USE = "fth-activity";
  public static final String WAITING = "fth-clock";
  public static final String ONLINE = "fth-check-circle";
  public static final String OFFLINE = "fth-minus-circle";
  public static final String STALE = "fth-pause-circle";
  public static final String RETRY = "fth-refresh-cw";
  public static final String LOGIN = "fth-key";
  public static final String DEGRADED = "fth-alert-circle";
  public static final String FAILED = "fth-alert-triangle";
  public static final String PORT_BUSY = "fth-slash";
  public static final String INFO = "fth-info";

  public static final String ADD = "fth-plus";
  public static final String BOOK = "fth-book-open";
  public static final String BELL = "fth-bell";
  public static final String CLOSE = "fth-x";
  public static final String COPY = "fth-copy";
  public static final String DELETE = "fth-trash-2";
  public static final String DEVICE = "fth-cpu";
  public static final String DUPLICATE = "fth-layers";
  public static final String EDGE = "fth-server";
  public static final String EDIT = "fth-edit-2";
  public static final String EXPORT = "fth-upload";
  public static final String IMPORT = "fth-download";
  public static final String KEYBOARD = "fth-command";
  public static final String LAB = "fth-monitor";
  public static final String MORE = "fth-more-horizontal";
  public static final String OPEN = "fth-external-link";
  public static final String OVERVIEW = "fth-grid";
  public static final String SEARCH = "fth-search";
  public static final String SETTINGS = "fth-settings";
  public static final String SHELL = "fth-terminal";
  public static final String TOKEN = "fth-key";
  public static final String TUNNEL = "fth-shuffle";
  public static final String POWER = "fth-power";
  public static final String FAVOURITE = "fth-star";
  public static final String FILTER = "fth-filter";
  public static final String TAG = "fth-tag";
  public static final String FOLDER = "fth-folder";
  public static final String LOCK = "fth-lock";
  public static final String FILE = "fth-file";
  public static final String HIDDEN = "fth-eye";
  public static final String HOME = "fth-home";
  public static final String ABOVE = "fth-arrow-up";
  public static final String SEND = "fth-arrow-right";
  public static final String GET = "fth-arrow-left";
  public static final String RECORDING = "fth-video";
  public static final String PAUSE = "fth-pause";
  public static final String GO_ON = "fth-play";
  public static final String RESTORE = "fth-corner-up-left";
  public static final String ASKS = "fth-help-circle";
  public static final String SKIPPED = "fth-skip-forward";
  public static final String TOOL = "fth-tool";
  public static final String UP = "fth-chevron-up";
  public static final String DOWN = "fth-chevron-down";

  private Icons() {}

  /** An icon node, styled by the stylesheet. */
  public static FontIcon of(String name) {
    return new FontIcon(name);
  }
}
