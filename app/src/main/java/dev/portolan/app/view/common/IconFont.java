package dev.portolan.app.view.common;

import org.kordamp.ikonli.FontLoader;
import org.kordamp.ikonli.IkonHandler;
import org.kordamp.ikonli.IkonResolverProvider;

/** Has icon fonts loaded like the other letters: in place where they are files. */
public final class IconFont implements FontLoader {
  /** The size in which it is made known; icons have sizes of their own. */
  private static final double SIZE = 16;

  private IconFont() {}

  /** Before the first icon: Ikonli keeps to the first way of loading that it is given. */
  public static void use() {
    IkonResolverProvider.getInstance(new IconFont());
  }

  @Override
  public void loadFont(IkonHandler handler) {
    handler.setFont(BundledFont.load(handler.getFontResource(), SIZE));
  }
}
