package dev.portolan.app.view.common;

/** Names of style classes, as in the stylesheet. */
public final class Css {
  public static final String STATE = "state";
  public static final String STATE_ICON = "state-icon";
  public static final String STATE_WORD = "state-word";
  public static final String CHIP = "chip";
  public static final String CHIP_WARNING = "chip-warning";
  public static final String BADGE = "badge";
  public static final String MONO = "mono";
  public static final String MUTED = "muted";
  public static final String STRONG = "strong";
  public static final String NUMERIC = "numeric";
  public static final String PROBLEM = "problem";
  public static final String QUIET = "quiet";
  public static final String COPY_LINK = "copy-link";
  public static final String TOAST = "toast";
  public static final String SCRIM = "scrim";
  public static final String DIALOG = "dialog";
  public static final String DANGER = "danger";
  public static final String ACCENT = "accent";
  public static final String FLAT = "flat";
  public static final String SPARKLINE = "sparkline";
  public static final String SPARK_DOWN = "spark-down";
  public static final String SPARK_UP = "spark-up";
  public static final String SIDEBAR_ROW = "sidebar-row";
  public static final String EDGE_ROW = "edge-row";
  public static final String DEVICE_ROW = "device-row";
  public static final String PRESET = "preset";

  private Css() {}
}
