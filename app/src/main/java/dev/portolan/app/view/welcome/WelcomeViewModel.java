package dev.portolan.app.view.welcome;

import dev.portolan.app.session.LabControl;
import dev.portolan.app.view.common.Navigator;
import javafx.beans.property.ReadOnlyBooleanProperty;

/** The view model of the welcome page. */
public final class WelcomeViewModel {
  private final Navigator navigator;
  private final LabControl lab;

  public WelcomeViewModel(Navigator navigator, LabControl lab) {
    this.navigator = navigator;
    this.lab = lab;
  }

  public ReadOnlyBooleanProperty startingProperty() {
    return lab.startingProperty();
  }

  public void startLab() {
    navigator.startLab();
  }

  public void addEdge() {
    navigator.addEdge();
  }
}
