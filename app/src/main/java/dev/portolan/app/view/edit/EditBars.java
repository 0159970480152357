package dev.portolan.app.view.edit;

import dev.portolan.app.store.Members;
import dev.portolan.app.view.control.Nodes;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** All edited files of a device, one bar each; takes no room without any. FX thread. */
public final class EditBars extends VBox {
  private final Subscription watching;

  public EditBars(EditsViewModel model) {
    setId("edits");
    watching = Members.follow(model.items(), this::add);
    Nodes.show(this, !getChildren().isEmpty());
  }

  private Subscription add(EditViewModel item) {
    EditBar bar = new EditBar(item);
    getChildren().add(bar);
    Nodes.show(this, true);
    return () -> {
      bar.forget();
      getChildren().remove(bar);
      Nodes.show(this, !getChildren().isEmpty());
    };
  }

  /** Stops following. */
  public void close() {
    watching.unsubscribe();
  }
}
