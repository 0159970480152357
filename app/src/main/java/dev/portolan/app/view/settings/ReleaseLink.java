package dev.portolan.app.view.settings;

import dev.portolan.app.release.Release;
import dev.portolan.app.release.ReleaseNews;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.Region;

/** A link to the page of a newer release. FX thread. */
public final class ReleaseLink {
  private ReleaseLink() {}

  /** A link that is visible once a newer release is known. */
  public static Hyperlink of(ReleaseNews news, Navigator navigator) {
    Hyperlink link = new Hyperlink();
    link.getStyleClass().add("release");
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.managedProperty().bind(link.visibleProperty());
    link.visibleProperty().bind(news.newerProperty().map(Optional::isPresent));
    link.textProperty()
        .bind(
            news.newerProperty()
                .map(
                    newer ->
                        newer
                            .map(release -> Texts.get("release.there", release.version()))
                            .orElse("")));
    link.setOnAction(
        event ->
            news.newerProperty()
                .get()
                .map(Release::page)
                .ifPresent(page -> navigator.browse(page.toString())));
    return link;
  }
}
