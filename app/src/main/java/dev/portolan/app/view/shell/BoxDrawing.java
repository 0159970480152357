package dev.portolan.app.view.shell;

import javafx.scene.canvas.GraphicsContext;

/** Draws box-drawing and block characters to the edges of cells, where fonts leave gaps. */
final class BoxDrawing {
  /**
   * U+2500 to U+257F: weight of the arms up, right, down, left; 0 none, 1 light, 2 heavy, 3 double,
   * 9 not drawn here.
   */
  private static final String[] ARMS = {
    "0101", "0202", "1010", "2020", "9999", "9999", "9999", "9999", "9999", "9999", "9999", "9999",
    "0110", "0210", "0120", "0220", "0011", "0012", "0021", "0022", "1100", "1200", "2100", "2200",
    "1001", "1002", "2001", "2002", "1110", "1210", "2110", "1120", "2120", "2210", "1220", "2220",
    "1011", "1012", "2011", "1021", "2021", "2012", "1022", "2022", "0111", "0112", "0211", "0212",
    "0121", "0122", "0221", "0222", "1101", "1102", "1201", "1202", "2101", "2102", "2201", "2202",
    "1111", "1112", "1211", "1212", "2111", "1121", "2121", "2112", "2211", "1122", "1221", "2212",
    "1222", "2122", "2221", "2222", "9999", "9999", "9999", "9999", "0303", "3030", "0310", "0130",
    "0330", "0013", "0031", "0033", "1300", "3100", "3300", "1003", "3001", "3003", "1310", "3130",
    "3330", "1013", "3031", "3033", "0313", "0131", "0333", "1303", "3101", "3303", "1313", "3131",
    "3333", "9999", "9999", "9999", "9999", "9999", "9999", "9999", "0001", "1000", "0100", "0010",
    "0002", "2000", "0200", "0020", "0201", "1020", "0102", "2010"
  };

  private BoxDrawing() {}

  static boolean draws(int c) {
    return (c >= '\u2580' && c <= '\u2590')
        || (c >= '\u2594' && c <= '\u259f')
        || (c >= '\u2500' && c <= '\u257f' && ARMS[c - '\u2500'].charAt(0) != '9');
  }

  /** Draws {@code c} in the fill colour of {@code g} into a cell. */
  static void draw(GraphicsContext g, int c, double x, double y, double width, double height) {
    if (c >= '\u2580') {
      block(g, c, x, y, width, height);
    } else {
      arms(g, ARMS[c - '\u2500'], x, y, width, height);
    }
  }

  private static void arms(
      GraphicsContext g, String arms, double x, double y, double width, double height) {
    double light = Math.max(1, Math.round(width / 8));
    double middleX = x + Math.floor((width - light) / 2);
    double middleY = y + Math.floor((height - light) / 2);
    boolean vertical = arms.charAt(0) == '3' || arms.charAt(2) == '3';
    boolean horizontal = arms.charAt(1) == '3' || arms.charAt(3) == '3';
    for (int arm = 0; arm < 4; arm++) {
      int weight = arms.charAt(arm) - '0';
      boolean upright = arm % 2 == 0;
      double gap = weight == 3 ? light : 0;
      double extra = weight == 2 ? light : 0;
      // an arm extends to the outer line of a crossing double arm
      double reach = (upright ? horizontal : vertical) ? light : 0;
      if (weight == 0) {
        continue;
      }
      for (double shift = -gap; shift <= gap; shift += Math.max(1, 2 * gap)) {
        arm(g, arm, x, y, width, height, middleX, middleY, light, extra, shift, reach);
      }
    }
  }

  private static void arm(
      GraphicsContext g,
      int arm,
      double x,
      double y,
      double width,
      double height,
      double middleX,
      double middleY,
      double light,
      double extra,
      double shift,
      double reach) {
    double thick = light + extra;
    double fromX = middleX + shift - extra / 2;
    double fromY = middleY + shift - extra / 2;
    double endX = middleX + light + reach;
    double endY = middleY + light + reach;
    switch (arm) {
      case 0 -> g.fillRect(fromX, y, thick, endY - y);
      case 1 -> g.fillRect(middleX - reach, fromY, x + width - middleX + reach, thick);
      case 2 -> g.fillRect(fromX, middleY - reach, thick, y + height - middleY + reach);
      default -> g.fillRect(x, fromY, endX - x, thick);
    }
  }

  private static void block(
      GraphicsContext g, int c, double x, double y, double width, double height) {
    double halfWidth = width / 2;
    double halfHeight = height / 2;
    if (c == '\u2580') {
      g.fillRect(x, y, width, halfHeight);
    } else if (c <= '\u2588') {
      double part = height * (c - '\u2580') / 8;
      g.fillRect(x, y + height - part, width, part);
    } else if (c <= '\u258f') {
      g.fillRect(x, y, width * ('\u2590' - c) / 8, height);
    } else if (c == '\u2590') {
      g.fillRect(x + halfWidth, y, halfWidth, height);
    } else if (c == '\u2594') {
      g.fillRect(x, y, width, height / 8);
    } else if (c == '\u2595') {
      g.fillRect(x + width * 7 / 8, y, width / 8, height);
    } else {
      quadrants(g, QUADRANTS.charAt(c - '\u2596') - '@', x, y, halfWidth, halfHeight);
    }
  }

  /**
   * U+2596 to U+259F: upper left 1, upper right 2, lower left 4, lower right 8, as letters from
   * '@'.
   */
  private static final String QUADRANTS = "DHAMIGKBFN";

  private static void quadrants(
      GraphicsContext g, int which, double x, double y, double width, double height) {
    for (int i = 0; i < 4; i++) {
      if ((which >> i & 1) == 1) {
        int row = i / 2;
        g.fillRect(x + i % 2 * width, y + row * height, width, height);
      }
    }
  }
}
