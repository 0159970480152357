package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.net.URI;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cell style with properties that the emulator's class lacks: decorations, a link, protection
 * against erasing.
 */
final class CellStyle extends TextStyle {
  private final Decoration decoration;
  private final @Nullable URI link;
  private final boolean guarded;

  private CellStyle(
      TextStyle style,
      EnumSet<Option> options,
      Decoration decoration,
      @Nullable URI link,
      boolean guarded) {
    super(style.getForeground(), style.getBackground(), options);
    this.decoration = decoration;
    this.link = link;
    this.guarded = guarded;
  }

  /** Returns {@code style} with these properties, or unchanged if there are none. */
  static TextStyle of(TextStyle style, Decoration decoration, @Nullable URI link, boolean guarded) {
    if (!decoration.isSpecial() && link == null && !guarded) {
      return style;
    }
    EnumSet<Option> options = EnumSet.noneOf(Option.class);
    for (Option option : Option.values()) {
      if (style.hasOption(option)) {
        options.add(option);
      }
    }
    return new CellStyle(style, options, decoration, link, guarded);
  }

  /** {@code style} with foreground and background swapped. */
  static TextStyle reversed(TextStyle style) {
    TextStyle other =
        style.toBuilder().setOption(Option.INVERSE, !style.hasOption(Option.INVERSE)).build();
    return style instanceof CellStyle full
        ? of(other, full.decoration, full.link, full.guarded)
        : other;
  }

  Decoration decoration() {
    return decoration;
  }

  /** The address of a link declared by a program, or null. */
  static @Nullable URI link(TextStyle style) {
    return style instanceof CellStyle full ? full.link : null;
  }

  /** Whether the style is protected against selective erasing. */
  static boolean isGuarded(TextStyle style) {
    return style instanceof CellStyle full && full.guarded;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof CellStyle full
        && full.decoration.equals(decoration)
        && Objects.equals(full.link, link)
        && full.guarded == guarded;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), decoration, link, guarded);
  }
}
