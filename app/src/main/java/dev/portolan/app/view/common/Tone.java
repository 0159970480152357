package dev.portolan.app.view.common;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** The severity of a state, which sets a pseudo-class for colours. */
public enum Tone {
  NEUTRAL,
  BUSY,
  GOOD,
  WARNING,
  BAD;

  private static final List<Tone> ALL = List.of(values());

  /** Gives a node this tone and no other. */
  public void apply(Node node) {
    for (Tone tone : ALL) {
      node.pseudoClassStateChanged(tone.pseudoClass(), tone == this);
    }
  }

  private PseudoClass pseudoClass() {
    return PseudoClass.getPseudoClass("tone-" + name().toLowerCase(Locale.ROOT));
  }
}
