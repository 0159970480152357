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
 * Lets columns go when a table is narrow, the least important first, so that those that stay have
 * the room that they need. Where not even the important ones have, some give way to others that say
 * the same in less width: the table is compact then. FX thread.
 */
final class ColumnFit {
  /** Widths are given for letters of this size. */
  private static final double LETTERS = 12.09;

  private static final double SCROLL_BAR = 14;

  /** How narrow a person may make a column. */
  private static final double LEAST_OF_ALL = 24;

  /** A column of this width counts as one that nobody has given a width. */
  private static final double UNSET = 80;

  private final TableView<TunnelItem> table;
  private final List<Fitted> columns;
  private final ReadOnlyBooleanWrapper compact = new ReadOnlyBooleanWrapper();
  private final KeptWidths kept;
  private List<Fitted> needed;
  private double scale = 1;
  private boolean sharing;

  /**
   * Watches a table.
   *
   * @param kept what a person has chosen: such a column has that width, and no other
   * @param columns in the order in which they are shown
   * @param header a label in the table's head: its letters say how large everything is
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

  /** Other tunnels are in the table, or other words in its cells. */
  void contentChanged() {
    List<Fitted> now = columns.stream().map(each -> each.holding(table.getItems())).toList();
    if (!now.equals(needed)) {
      needed = now;
      fit();
    }
  }

  /** A column is as wide as it was made here, unless a person has drawn it. */
  private void chosen(Fitted column) {
    double width = column.column.getWidth();
    if (!sharing && Math.abs(width - column.column.getPrefWidth()) > 1) {
      kept.keep(column.column, (int) Math.round(width / scale));
    }
  }

  private Fitted asChosen(Fitted column) {
    OptionalInt width = kept.of(column.column);
    return width.isEmpty() ? column : column.exactly(width.getAsInt());
  }

  /** Whether the columns for narrow tables are shown. */
  ReadOnlyBooleanProperty compactProperty() {
    return compact.getReadOnlyProperty();
  }

  private void fit() {
    double room = (table.getWidth() - SCROLL_BAR) / scale;
    double important =
        needed.stream()
            .filter(each -> each.where != Where.COMPACT && each.goes.compareTo(Goes.UP) >= 0)
            .mapToDouble(Fitted::least)
            .sum();
    compact.set(important > room);
    Where other = compact.get() ? Where.WIDE : Where.COMPACT;
    List<Fitted> shown =
        new ArrayList<>(
            needed.stream().filter(each -> each.where != other).map(this::asChosen).toList());
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
   * Each gets what it needs, then a part of what it wishes, then of what its content needs; what is
   * left goes to those that grow.
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

  /** How far the room goes on the way from one sum to a larger one, from 0 to 1. */
  private static double part(double room, double from, double to) {
    return to <= from ? 0 : Math.clamp((room - from) / (to - from), 0, 1);
  }

  /**
   * When a column goes, the first first: up to UPTIME so that others show all of their content,
   * then so that they have their wish, and from UP on so that they have what they need.
   */
  enum Goes {
    ERROR,
    UPTIME,
    PROTOCOL,
    OPEN,
    UP,
    DOWN,
    CONNECTIONS,
    REMOTE,
    NEVER
  }

  /** In which kind of table a column is. */
  enum Where {
    ANY,
    WIDE,
    COMPACT
  }

  /**
   * A column with the room that it needs.
   *
   * @param wish its width where there is room, in pixels at the usual size
   * @param whole its width where all of its content is seen
   * @param least the width below which it must not be made narrower
   * @param grows whether it takes a part of what others leave
   * @param content what its cells need beyond that
   */
  record Fitted(
      TableColumn<TunnelItem, TunnelItem> column,
      double wish,
      double whole,
      double least,
      boolean grows,
      Goes goes,
      Where where,
      Content content) {

    /** A column of which more width shows more. */
    static Fitted growing(
        TableColumn<TunnelItem, TunnelItem> column, double wish, double least, Goes goes) {
      return new Fitted(column, wish, wish, least, true, goes, Where.ANY, Content.ANY);
    }

    /** A column that needs so much and no more. */
    static Fitted fixed(
        TableColumn<TunnelItem, TunnelItem> column, double wish, double least, Goes goes) {
      return new Fitted(column, wish, wish, least, false, goes, Where.ANY, Content.ANY);
    }

    /** It has this width. */
    Fitted exactly(double width) {
      return new Fitted(column, width, width, width, false, goes, where, content);
    }

    Fitted in(Where kind) {
      return new Fitted(column, wish, whole, least, grows, goes, kind, content);
    }

    /** Its cells have these needs. */
    Fitted with(Content needs) {
      return new Fitted(column, wish, whole, least, grows, goes, where, needs);
    }

    /** As wide as these tunnels need it. */
    private Fitted holding(List<TunnelItem> tunnels) {
      double leastNow = Math.max(least, content.largest(tunnels, content.least));
      double wishNow = Math.max(wish, leastNow);
      double wholeNow = Math.max(wishNow, content.largest(tunnels, content.wish));
      return new Fitted(column, wishNow, wholeNow, leastNow, grows, goes, where, content);
    }

    /** The width that it must have before a column stays that would go then. */
    private double before(Goes other) {
      return switch (other) {
        case ERROR, UPTIME -> whole;
        case PROTOCOL, OPEN -> wish;
        case UP, DOWN, CONNECTIONS, REMOTE, NEVER -> least;
      };
    }
  }

  /**
   * What the cells of a column need, in pixels at the usual size of letters.
   *
   * @param least for what must be seen
   * @param wish for all that is in a cell
   * @param most whatever is in there, the column gets no more than that for it
   */
  record Content(
      ToDoubleFunction<TunnelItem> least, ToDoubleFunction<TunnelItem> wish, double most) {
    static final Content ANY = new Content(tunnel -> 0, tunnel -> 0, 0);

    private double largest(List<TunnelItem> tunnels, ToDoubleFunction<TunnelItem> need) {
      return Math.min(most, tunnels.stream().mapToDouble(need).max().orElse(0));
    }
  }
}
