package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.net.URI;
import java.util.EnumSet;
import java.util.Objects;

/** The style of text that a program declared to be a link. */
final class LinkedStyle extends TextStyle {
  private final URI address;

  private LinkedStyle(TextStyle style, EnumSet<Option> options, URI address) {
    super(style.getForeground(), style.getBackground(), options);
    this.address = address;
  }

  static LinkedStyle of(TextStyle style, URI address) {
    EnumSet<Option> options = EnumSet.noneOf(Option.class);
    for (Option option : Option.values()) {
      if (style.hasOption(option)) {
        options.add(option);
      }
    }
    return new LinkedStyle(style, options, address);
  }

  URI address() {
    return address;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof LinkedStyle linked
        && linked.address.equals(address);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), address);
  }
}
