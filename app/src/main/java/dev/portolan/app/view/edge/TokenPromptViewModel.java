package dev.portolan.app.view.edge;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.session.EdgeTester;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.view.common.Texts;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A token while a person enters it. */
public final class TokenPromptViewModel {
  private final EdgeItem edge;
  private final Tokens tokens;
  private final EdgeTester tester;
  private final StringProperty token = new SimpleStringProperty(this, "token", "");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

  public TokenPromptViewModel(EdgeItem edge, Tokens tokens, EdgeTester tester) {
    this.edge = edge;
    this.tokens = tokens;
    this.tester = tester;
    token.subscribe(
        value -> problem.set(value.isBlank() ? "" : tester.tokenProblem(value.strip()).orElse("")));
  }

  public String edgeName() {
    return edge.name();
  }

  /** Why it is asked for. */
  public String why() {
    return Texts.get(
        edge.tokenHeldProperty().get() ? "token.why.refused" : "token.why.missing", edge.name());
  }

  public StringProperty tokenProperty() {
    return token;
  }

  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Keeps it for this session; false if there is nothing that could be sent. */
  public boolean save() {
    if (token.get().isBlank()) {
      problem.set(Texts.get("token.missing"));
      return false;
    }
    if (tester.tokenProblem(token.get().strip()).isPresent()) {
      return false;
    }
    tokens.put(edge, token.get());
    return true;
  }
}
