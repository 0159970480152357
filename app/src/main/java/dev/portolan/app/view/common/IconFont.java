package dev.portolan.app.view.common;

import org.kordamp.ikonli.FontLoader;
import org.kordamp.ikonli.IkonHandler;
import org.kordamp.ikonli.IkonResolverProvider;

/** Loads Ikonli's icon fonts by {@link BundledFont}. */
public final class IconFont implements FontLoader {
  /** The size for loading; icons have sizes of their own. */
  private static final double SIZE = 16;

  private IconFont() {}

  /** Installs the loader. Call before the first icon, because Ikonli keeps the first loader. */
  public static void use() {
    IkonResolverProvider.getInstance(new IconFont());
  }

  @Override
  public void loadFont(IkonHandler handler) {
    handler.setFont(BundledFont.load(handler.getFontResource(), SIZE));
  }
}
