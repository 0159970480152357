package dev.portolan.app.view.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.EdgeCertificate;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.view.StagedTester;
import dev.portolan.app.view.edge.EdgeFormViewModel.ProxyKind;
import dev.portolan.app.view.edge.EdgeFormViewModel.TrustKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EdgeFormViewModelTest {
  private final Inventory inventory = new Inventory();
  private final Tokens tokens = new Tokens();
  private final StagedTester tester = new StagedTester();
  private final List<EdgeItem> saved = new ArrayList<>();

  @Test
  void whatIsMissingIsToldOnlyWhenOneWantsToGoOn() {
    EdgeFormViewModel form = form(null);
    assertThat(form.urlProblemProperty().get()).isEmpty();
    assertThat(form.save()).isFalse();
    assertThat(form.urlProblemProperty().get()).isNotEmpty();
    assertThat(form.nameProblemProperty().get()).isNotEmpty();
    assertThat(inventory.edges()).isEmpty();
  }

  @Test
  void aWrongAddressIsToldAtOnce() {
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("http://edge");
    assertThat(form.urlProblemProperty().get()).contains("https://");
  }

  @Test
  void theTokenIsKeptInMemoryOnly() {
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.tokenProperty().set(" secret ");
    assertThat(form.save()).isTrue();
    EdgeItem edge = saved.getFirst();
    assertThat(edge.name()).isEqualTo("edge.example");
    assertThat(tokens.of(edge)).contains("secret");
    assertThat(edge.settings().toString()).doesNotContain("secret");
  }

  @Test
  void aCertificateAndItsKeyGoTogether() {
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.certificateFileProperty().set("/me.pem");
    assertThat(form.identityProblemProperty().get()).isNotEmpty();
    assertThat(form.save()).isFalse();
    form.keyFileProperty().set("/me.key");
    assertThat(form.save()).isTrue();
  }

  @Test
  void nothingIsPinnedUnseen() {
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.trustProperty().set(TrustKind.PIN);
    assertThat(form.save()).isFalse();
    assertThat(form.trustProblemProperty().get()).isNotEmpty();
    form.fetchCertificate();
    EdgeCertificate shown = form.presentedProperty().get();
    assertThat(shown).isNotNull();
    assertThat(form.save()).isFalse();
    form.pinPresented();
    assertThat(form.save()).isTrue();
    assertThat(saved.getFirst().settings().trust())
        .isEqualTo(new TrustChoice.PinnedKey("sha256:" + "ab".repeat(32), "edge.example.com"));
  }

  @Test
  void aCertificateOfAnotherAddressIsNotOffered() {
    CompletableFuture<EdgeCertificate> late = new CompletableFuture<>();
    EdgeCertificate certificate = tester.certificate.join();
    tester.certificate = late;
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.fetchCertificate();
    assertThat(form.fetchingProperty().get()).isTrue();
    form.urlProperty().set("https://other.example");
    late.complete(certificate);
    assertThat(form.presentedProperty().get()).isNull();
    assertThat(form.fetchingProperty().get()).isFalse();
  }

  @Test
  void whyThereIsNoCertificateIsTold() {
    tester.certificate =
        CompletableFuture.failedFuture(new IllegalStateException("Nobody answers there."));
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.trustProperty().set(TrustKind.PIN);
    form.fetchCertificate();
    assertThat(form.trustProblemProperty().get()).isEqualTo("Nobody answers there.");
  }

  @Test
  void theTestShowsItsSteps() {
    tester.steps =
        List.of(
            new TestStep(TestStep.Kind.RESOLVE, TestStep.State.DONE, "203.0.113.7"),
            new TestStep(TestStep.Kind.CONNECT, TestStep.State.FAILED, "refused"));
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.test();
    assertThat(form.steps()).isEqualTo(tester.steps);
    assertThat(form.testingProperty().get()).isFalse();
    form.cancelTest();
    assertThat(form.steps()).isEmpty();
  }

  @Test
  void anEditedEdgeKeepsItsIdentityAndItsToken() {
    EdgeItem edge =
        inventory.addEdge(
            EdgeKind.REMOTE,
            new EdgeSettings(
                "Plant", "https://edge.example", new TrustChoice.AuthorityFile("/ca"), "", ""));
    tokens.put(edge, "secret");
    int revision = edge.tokenRevisionProperty().get();
    EdgeFormViewModel form = form(edge);
    assertThat(form.tokenProperty().get()).isEqualTo("secret");
    assertThat(form.authorityFileProperty().get()).isEqualTo("/ca");
    form.nameProperty().set("Plant B");
    assertThat(form.save()).isTrue();
    assertThat(inventory.edges()).containsExactly(edge);
    assertThat(edge.name()).isEqualTo("Plant B");
    assertThat(edge.tokenRevisionProperty().get()).isEqualTo(revision);
  }

  @Test
  void aProxysPasswordLeavesItsAddress() {
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.proxyProperty().set(ProxyKind.SERVER);
    assertThat(form.save()).isFalse();
    assertThat(form.proxyProblemProperty().get()).isNotEmpty();
    form.proxyUrlProperty().set("http://joe:secret@proxy.example:3128");
    assertThat(form.save()).isTrue();
    EdgeItem edge = saved.getFirst();
    assertThat(form.proxyUrlProperty().get()).isEqualTo("http://joe@proxy.example:3128");
    assertThat(edge.settings().proxy())
        .isEqualTo(new EdgeProxy.Server("http://joe@proxy.example:3128"));
    assertThat(tokens.all(edge).of(EdgeSecret.PROXY_PASSWORD)).isEqualTo("secret");
    assertThat(tokens.all(edge).toString()).doesNotContain("secret");
  }

  @Test
  void aProxysPasswordNeedsAUser() {
    EdgeFormViewModel form = form(null);
    form.urlProperty().set("https://edge.example");
    form.proxyProperty().set(ProxyKind.SERVER);
    form.proxyUrlProperty().set("http://proxy.example:3128");
    form.proxyPasswordProperty().set("secret");
    assertThat(form.save()).isFalse();
    assertThat(form.proxyProblemProperty().get()).contains("user@");
  }

  @Test
  void aProxyThatIsNotUsedAnyMoreLosesItsPassword() {
    EdgeItem edge =
        inventory.addEdge(
            EdgeKind.REMOTE,
            new EdgeSettings(
                    "Plant", "https://edge.example", new TrustChoice.SystemAuthorities(), "", "")
                .withProxy(new EdgeProxy.Server("http://joe@proxy.example:3128")));
    tokens.put(edge, EdgeSecret.PROXY_PASSWORD, "secret");
    EdgeFormViewModel form = form(edge);
    assertThat(form.proxyPasswordProperty().get()).isEqualTo("secret");
    form.proxyProperty().set(ProxyKind.NONE);
    assertThat(form.save()).isTrue();
    assertThat(edge.settings().proxy()).isEqualTo(new EdgeProxy.Direct());
    assertThat(tokens.all(edge).of(EdgeSecret.PROXY_PASSWORD)).isEmpty();
  }

  private EdgeFormViewModel form(@Nullable EdgeItem edited) {
    return new EdgeFormViewModel(
        inventory,
        tokens,
        new SimpleObjectProperty<>(TokenKeeping.of(TokenPlace.SESSION, TokenKeeping.Status.READY)),
        tester,
        edited,
        (edge, isNew) -> saved.add(edge));
  }
}
