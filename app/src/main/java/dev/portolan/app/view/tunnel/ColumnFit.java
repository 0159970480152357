package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TunnelItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Hides columns of a narrow table, the least important first, so that the others have enough width.
 * If that is not enough, the table is compact: some columns are replaced by narrower ones. FX
 * thread.
 */
final class ColumnFit {
  /** The font size for which widths are given. */
  private static final double LETTERS = 12.09;

  private static final double SCROLL_BAR = 14;

  /** The minimum width for the user. */
  private static final double LEAST_OF_ALL = 24;

  /** JavaFX's default width, which means that the user has set none. */
  private static final double UNSET = 80;

  private final TableView<TunnelItem> table;
  private final List<Fitted> columns;
  private final ReadOnlyBooleanWrapper compact = new ReadOnlyBooleanWrapper();
  private final KeptWidths kept;
  private List<Fitted> needed;
  private double scale = 1;
  private boolean sharing;

  /**
   * Attaches to a table.
   *
   * @param kept the widths set by the user, which take precedence
   * @param columns the columns in display order
   * @param header a header label, whose font size gives the scale
   */
  ColumnFit(TableView<TunnelItem> table, KeptWidths kept, List<Fitted> columns, Label header) {
    this.table = table;
    this.kept = kept;
    this.columns = columns;
    this.needed = columns;
    table.widthProperty().subscribe(width -> fit());
    header
        .fontProperty()
        .subscribe(
            font -> {
              double now = font.getSize() / LETTERS;
              if (Math.abs(now - scale) > 0.01) {
                scale = now;
                fit();
              }
            });
    fit();
    columns.forEach(each -> each.column.widthProperty().subscribe((old, now) -> chosen(each)));
  }

  /** Recomputes widths after a change of content. */
  void contentChanged() {
    List<Fitted> now = columns.stream().map(each -> each.holding(table.getItems())).toList();
    if (!now.equals(needed)) {
      needed = now;
      fit();
    }
  }

  /** Records a width set by the user. */
  private void chosen(Fitted column) {
    double width = column.column.getWidth();
    if (!sharing && Math.abs(width - column.column.getPrefWidth()) > 1) {
      kept.keep(column.column, (int) Math.round(width / scale));
    }
  }

  /** The columns of the wide table that the user may show or hide, in display order. */
  List<TableColumn<TunnelItem, TunnelItem>> choosable() {
    return columns.stream()
        .filter(each -> each.shown != Shown.ALWAYS && each.where != Where.COMPACT)
        .map(Fitted::column)
        .toList();
  }

  /** Whether the user wants to see a column, if there is room for it. */
  boolean isChosen(TableColumn<TunnelItem, TunnelItem> column) {
    return columns.stream().anyMatch(each -> each.column.equals(column) && isChosen(each));
  }

  /** Shows a column where there is room for it, or hides it. */
  void choose(TableColumn<TunnelItem, TunnelItem> column, boolean visible) {
    kept.show(column, visible);
    fit();
  }

  private boolean isChosen(Fitted each) {
    return switch (each.shown) {
      case ALWAYS -> true;
      case UNLESS_HIDDEN -> kept.shows(each.column).orElse(true);
      case IF_CHOSEN -> kept.shows(each.column).orElse(false);
    };
  }

  private Fitted asChosen(Fitted column) {
    OptionalInt width = kept.of(column.column);
    return width.isEmpty() ? column : column.exactly(width.getAsInt());
  }

  /** Whether the table is compact. */
  ReadOnlyBooleanProperty compactProperty() {
    return compact.getReadOnlyProperty();
  }

  private void fit() {
    double room = (table.getWidth() - SCROLL_BAR) / scale;
    List<Fitted> chosen = needed.stream().filter(this::isChosen).toList();
    double important =
        chosen.stream()
            .filter(each -> each.where != Where.COMPACT && each.goes.compareTo(Goes.UP) >= 0)
            .mapToDouble(Fitted::least)
            .sum();
    compact.set(important > room);
    Where other = compact.get() ? Where.WIDE : Where.COMPACT;
    List<Fitted> shown =
        new ArrayList<>(
            chosen.stream().filter(each -> each.where != other).map(this::asChosen).toList());
    List<Fitted> leaving =
        shown.stream()
            .filter(each -> each.goes != Goes.NEVER)
            .sorted(Comparator.comparing(Fitted::goes))
            .toList();
    for (Fitted next : leaving) {
      double taken = shown.stream().mapToDouble(each -> each.before(next.goes)).sum();
      if (taken > room) {
        shown.remove(next);
      }
    }
    List<TableColumn<TunnelItem, TunnelItem>> visible = shown.stream().map(Fitted::column).toList();
    sharing = true;
    columns.forEach(each -> each.column.setVisible(visible.contains(each.column)));
    share(room, shown);
    sharing = false;
  }

  /**
   * Distributes width: first minimum widths, then preferred widths, then content widths
   * proportionally; the rest goes to growing columns.
   */
  private void share(double room, List<Fitted> shown) {
    double needed = shown.stream().mapToDouble(Fitted::least).sum();
    double wished = shown.stream().mapToDouble(Fitted::wish).sum();
    double whole = shown.stream().mapToDouble(Fitted::whole).sum();
    double part = part(room, needed, wished);
    double rest = part(room, wished, whole);
    long growing = shown.stream().filter(Fitted::grows).count();
    double more = growing == 0 ? 0 : Math.max(0, room - whole) / growing;
    for (Fitted each : shown) {
      double width =
          each.least
              + part * (each.wish - each.least)
              + rest * (each.whole - each.wish)
              + (each.grows ? more : 0);
      each.column.setMinWidth(LEAST_OF_ALL);
      double pixels = Math.floor(width * scale);
      each.column.setPrefWidth(pixels == UNSET ? pixels + 1 : pixels);
    }
  }

  /** The fraction of {@code room} between two sums, from 0 to 1. */
  private static double part(double room, double from, double to) {
    return to <= from ? 0 : Math.clamp((room - from) / (to - from), 0, 1);
  }

  /**
   * The order in which columns are hidden. Those up to UPTIME are hidden so that others can show
   * all content, then for preferred widths, from UP on for minimum widths.
   */
  enum Goes {
    ERROR,
    UPTIME,
    PROTOCOL,
    OPEN,
    UP,
    DOWN,
    LATENCY,
    CONNECTIONS,
    REMOTE,
    NEVER
  }

  /** The kind of table in which a column is shown. */
  enum Where {
    ANY,
    WIDE,
    COMPACT
  }

  /** Whether a column is shown that has room. */
  enum Shown {
    ALWAYS,
    UNLESS_HIDDEN,
    IF_CHOSEN
  }

  /**
   * A column with its widths.
   *
   * @param wish the preferred width, in pixels at the default font size
   * @param whole the width that shows all content
   * @param least the minimum width
   * @param grows whether it takes part of the remaining width
   * @param content the needs of its cells
   * @param shown whether it is shown if it has room
   */
  record Fitted(
      TableColumn<TunnelItem, TunnelItem> column,
      double wish,
      double whole,
      double least,
      boolean grows,
      Goes goes,
      Where where,
      Content content,
      Shown shown) {

    /** A column that uses additional width. */
    static Fitted growing(
        TableColumn<TunnelItem, TunnelItem> column, double wish, double least, Goes goes) {
      return new Fitted(
          column, wish, wish, least, true, goes, Where.ANY, Content.ANY, Shown.ALWAYS);
    }

    /** A column of fixed width. */
    static Fitted fixed(
        TableColumn<TunnelItem, TunnelItem> column, double wish, double least, Goes goes) {
      return new Fitted(
          column, wish, wish, least, false, goes, Where.ANY, Content.ANY, Shown.ALWAYS);
    }

    /** The same column with a given width. */
    Fitted exactly(double width) {
      return new Fitted(column, width, width, width, false, goes, where, content, shown);
    }

    Fitted in(Where kind) {
      return new Fitted(column, wish, whole, least, grows, goes, kind, content, shown);
    }

    /** The same column with needs of its cells. */
    Fitted with(Content needs) {
      return new Fitted(column, wish, whole, least, grows, goes, where, needs, shown);
    }

    /** The same column, which the user may hide. */
    Fitted unlessHidden() {
      return new Fitted(
          column, wish, whole, least, grows, goes, where, content, Shown.UNLESS_HIDDEN);
    }

    /** The same column, which is hidden until the user wants to see it. */
    Fitted ifChosen() {
      return new Fitted(column, wish, whole, least, grows, goes, where, content, Shown.IF_CHOSEN);
    }

    /** The same column with widths for the given tunnels. */
    private Fitted holding(List<TunnelItem> tunnels) {
      double leastNow = Math.max(least, content.largest(tunnels, content.least));
      double wishNow = Math.max(wish, leastNow);
      double wholeNow = Math.max(wishNow, content.largest(tunnels, content.wish));
      return new Fitted(column, wishNow, wholeNow, leastNow, grows, goes, where, content, shown);
    }

    /** The width it must have before columns of an order are kept. */
    private double before(Goes other) {
      return switch (other) {
        case ERROR, UPTIME -> whole;
        case PROTOCOL, OPEN -> wish;
        case UP, DOWN, LATENCY, CONNECTIONS, REMOTE, NEVER -> least;
      };
    }
  }

  /**
   * The needs of a column's cells, in pixels at the default font size.
   *
   * @param least the minimum
   * @param wish the full content
   * @param most the maximum
   */
  record Content(
      ToDoubleFunction<TunnelItem> least, ToDoubleFunction<TunnelItem> wish, double most) {
    static final Content ANY = new Content(tunnel -> 0, tunnel -> 0, 0);

    private double largest(List<TunnelItem> tunnels, ToDoubleFunction<TunnelItem> need) {
      return Math.min(most, tunnels.stream().mapToDouble(need).max().orElse(0));
    }
  }
}
