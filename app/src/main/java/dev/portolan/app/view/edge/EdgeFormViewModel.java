package dev.portolan.app.view.edge;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeCertificate;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.model.TokenKeeping;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.session.EdgeTester;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.view.common.Texts;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The view model of the form for a new or existing edge. */
public final class EdgeFormViewModel {
  /** How the edge's certificate is verified. */
  public enum TrustKind {
    SYSTEM,
    FILE,
    PIN
  }

  /** How the edge is reached. */
  public enum ProxyKind {
    ENVIRONMENT,
    NONE,
    SERVER
  }

  private final Inventory inventory;
  private final Tokens tokens;
  private final ObservableValue<TokenKeeping> keeping;
  private final EdgeTester tester;
  private final @Nullable EdgeItem edited;
  private final BiConsumer<EdgeItem, Boolean> saved;

  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final StringProperty url = new SimpleStringProperty(this, "url", "");
  private final StringProperty token = new SimpleStringProperty(this, "token", "");
  private final ObjectProperty<TrustKind> trust =
      new SimpleObjectProperty<>(this, "trust", TrustKind.SYSTEM);
  private final StringProperty authorityFile = new SimpleStringProperty(this, "authorities", "");
  private final StringProperty certificateFile = new SimpleStringProperty(this, "certificate", "");
  private final StringProperty keyFile = new SimpleStringProperty(this, "key", "");
  private final ObjectProperty<ProxyKind> proxy =
      new SimpleObjectProperty<>(this, "proxy", ProxyKind.ENVIRONMENT);
  private final StringProperty proxyUrl = new SimpleStringProperty(this, "proxyUrl", "");
  private final StringProperty proxyPassword = new SimpleStringProperty(this, "proxyPassword", "");
  private final StringProperty pin = new SimpleStringProperty(this, "pin", "");
  private final StringProperty pinDescription = new SimpleStringProperty(this, "pinned", "");
  private final ObjectProperty<@Nullable EdgeCertificate> presented =
      new SimpleObjectProperty<>(this, "presented");

  private final ReadOnlyStringWrapper nameProblem = problem();
  private final ReadOnlyStringWrapper urlProblem = problem();
  private final ReadOnlyStringWrapper tokenProblem = problem();
  private final ReadOnlyStringWrapper trustProblem = problem();
  private final ReadOnlyStringWrapper identityProblem = problem();
  private final ReadOnlyStringWrapper proxyProblem = problem();
  private final BooleanProperty strict = new SimpleBooleanProperty(this, "strict");
  private final ReadOnlyBooleanWrapper testing = new ReadOnlyBooleanWrapper(this, "testing");
  private final ReadOnlyBooleanWrapper fetching = new ReadOnlyBooleanWrapper(this, "fetching");
  private final ObservableList<TestStep> steps = FXCollections.observableArrayList();
  private EdgeTester.@Nullable Running running;

  /**
   * Creates the model.
   *
   * @param keeping where tokens are kept
   * @param edited the edge to edit, or null for a new one
   * @param saved receives the saved edge, and whether it is new
   */
  public EdgeFormViewModel(
      Inventory inventory,
      Tokens tokens,
      ObservableValue<TokenKeeping> keeping,
      EdgeTester tester,
      @Nullable EdgeItem edited,
      BiConsumer<EdgeItem, Boolean> saved) {
    this.inventory = inventory;
    this.tokens = tokens;
    this.keeping = keeping;
    this.tester = tester;
    this.edited = edited;
    this.saved = saved;
    if (edited != null) {
      fill(edited);
    }
    for (var input :
        List.of(
            name,
            url,
            token,
            authorityFile,
            certificateFile,
            keyFile,
            pin,
            proxyUrl,
            proxyPassword)) {
      input.subscribe((before, after) -> changed());
    }
    proxy.subscribe((before, after) -> changed());
    trust.subscribe((before, after) -> changed());
    url.subscribe((before, after) -> presented.set(null));
    check();
  }

  private void fill(EdgeItem edge) {
    EdgeSettings settings = edge.settings();
    name.set(settings.name());
    url.set(settings.url());
    token.set(tokens.of(edge).orElse(""));
    certificateFile.set(settings.certificatePath());
    keyFile.set(settings.keyPath());
    switch (settings.proxy()) {
      case EdgeProxy.Environment() -> proxy.set(ProxyKind.ENVIRONMENT);
      case EdgeProxy.Direct() -> proxy.set(ProxyKind.NONE);
      case EdgeProxy.Server(String address) -> {
        proxy.set(ProxyKind.SERVER);
        proxyUrl.set(address);
        proxyPassword.set(tokens.all(edge).of(EdgeSecret.PROXY_PASSWORD));
      }
    }
    switch (settings.trust()) {
      case TrustChoice.SystemAuthorities() -> trust.set(TrustKind.SYSTEM);
      case TrustChoice.AuthorityFile(String path) -> {
        trust.set(TrustKind.FILE);
        authorityFile.set(path);
      }
      case TrustChoice.PinnedKey(String sha256, String description) -> {
        trust.set(TrustKind.PIN);
        pin.set(sha256);
        pinDescription.set(description);
      }
    }
  }

  public boolean isNew() {
    return edited == null;
  }

  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty urlProperty() {
    return url;
  }

  public StringProperty tokenProperty() {
    return token;
  }

  /** A hint where the token is stored. */
  public ObservableValue<String> tokenHint() {
    return keeping.map(TokenWords::of);
  }

  public ObjectProperty<TrustKind> trustProperty() {
    return trust;
  }

  public StringProperty authorityFileProperty() {
    return authorityFile;
  }

  public StringProperty certificateFileProperty() {
    return certificateFile;
  }

  public StringProperty keyFileProperty() {
    return keyFile;
  }

  public ObjectProperty<ProxyKind> proxyProperty() {
    return proxy;
  }

  /** The address of the proxy, with its user. */
  public StringProperty proxyUrlProperty() {
    return proxyUrl;
  }

  public StringProperty proxyPasswordProperty() {
    return proxyPassword;
  }

  public ReadOnlyStringProperty proxyProblemProperty() {
    return proxyProblem.getReadOnlyProperty();
  }

  /** Moves a password that was typed into the proxy's address to where it is not shown. */
  public void hideProxyPassword() {
    String typed = proxyUrl.get();
    if (proxy.get() == ProxyKind.SERVER
        && tester.proxyProblem(typed, "").isEmpty()
        && !tester.proxyPassword(typed).isEmpty()) {
      proxyPassword.set(tester.proxyPassword(typed));
      proxyUrl.set(tester.normalProxy(typed));
    }
  }

  /** The pinned key, or empty. */
  public StringProperty pinProperty() {
    return pin;
  }

  /** A description of the pinned certificate. */
  public StringProperty pinDescriptionProperty() {
    return pinDescription;
  }

  /** The fetched certificate, or null. */
  public ObjectProperty<@Nullable EdgeCertificate> presentedProperty() {
    return presented;
  }

  public ReadOnlyStringProperty nameProblemProperty() {
    return nameProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty urlProblemProperty() {
    return urlProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty tokenProblemProperty() {
    return tokenProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty trustProblemProperty() {
    return trustProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty identityProblemProperty() {
    return identityProblem.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty testingProperty() {
    return testing.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty fetchingProperty() {
    return fetching.getReadOnlyProperty();
  }

  /** The steps of the last test. */
  public ObservableList<TestStep> steps() {
    return steps;
  }

  /** The default name of the edge: its host, or empty. */
  public String suggestedName() {
    if (!tester.urlProblem(url.get()).isEmpty()) {
      return "";
    }
    String host = URI.create(tester.normalUrl(url.get())).getHost();
    return host == null ? "" : host;
  }

  private void takeSuggestedName() {
    if (name.get().isBlank()) {
      name.set(suggestedName());
    }
  }

  /** Runs a connection test with the form's settings. */
  public void test() {
    takeSuggestedName();
    if (!complete()) {
      return;
    }
    cancelTest();
    testing.set(true);
    running =
        tester.test(
            settings(),
            secrets(),
            edited == null
                ? ""
                : edited.devices().stream().findFirst().map(EdgeFormViewModel::path).orElse(""),
            this::progress);
  }

  public void cancelTest() {
    if (running != null) {
      running.cancel();
      running = null;
    }
    testing.set(false);
    steps.clear();
  }

  /** Fetches the edge's certificate for display. */
  public void fetchCertificate() {
    Optional<String> wrong = tester.urlProblem(url.get());
    if (wrong.isPresent()) {
      strict.set(true);
      check();
      return;
    }
    hideProxyPassword();
    check();
    if (!proxyProblem.get().isEmpty()
        || (proxy.get() == ProxyKind.SERVER && proxyUrl.get().isBlank())) {
      strict.set(true);
      check();
      return;
    }
    String asked = url.get();
    fetching.set(true);
    presented.set(null);
    trustProblem.set("");
    tester
        .certificate(tester.normalUrl(asked), edgeProxy(), secrets())
        .whenComplete(
            (certificate, failure) -> {
              fetching.set(false);
              if (!asked.equals(url.get())) {
                return;
              }
              if (failure == null) {
                presented.set(certificate);
              } else {
                trustProblem.set(sentence(failure));
              }
            });
  }

  /** Pins the key of the fetched certificate. */
  public void pinPresented() {
    EdgeCertificate shown = presented.get();
    if (shown != null) {
      pinDescription.set(shown.subject());
      pin.set(shown.pin());
    }
  }

  public void forgetPin() {
    pin.set("");
    pinDescription.set("");
  }

  /** Saves the edge. Returns false, with errors at the fields, if invalid. */
  public boolean save() {
    takeSuggestedName();
    if (!complete()) {
      return false;
    }
    EdgeItem edge = edited;
    if (edge == null) {
      edge = inventory.addEdge(EdgeKind.REMOTE, settings());
    } else {
      inventory.change(edge, settings());
    }
    EdgeSecrets before = tokens.all(edge);
    EdgeSecrets now = secrets();
    for (EdgeSecret kind : EdgeSecret.values()) {
      if (!now.of(kind).equals(before.of(kind))) {
        tokens.put(edge, kind, now.of(kind));
      }
    }
    saved.accept(edge, edited == null);
    return true;
  }

  /** Clears the test results after a change. */
  private void changed() {
    if (!steps.isEmpty()) {
      cancelTest();
    }
    check();
  }

  private void progress(List<TestStep> now) {
    steps.setAll(now);
    boolean over =
        now.stream().anyMatch(step -> step.state() == TestStep.State.FAILED)
            || now.stream().allMatch(step -> step.state() == TestStep.State.DONE);
    if (over) {
      testing.set(false);
    }
  }

  private boolean complete() {
    hideProxyPassword();
    strict.set(true);
    check();
    return nameProblem.get().isEmpty()
        && urlProblem.get().isEmpty()
        && tokenProblem.get().isEmpty()
        && trustProblem.get().isEmpty()
        && identityProblem.get().isEmpty()
        && proxyProblem.get().isEmpty();
  }

  /** Validates the fields; empty ones only on saving or testing. */
  private void check() {
    nameProblem.set(missing(name, "edge.name.missing"));
    urlProblem.set(
        url.get().isBlank()
            ? missing(url, "edge.url.missing")
            : tester.urlProblem(url.get()).orElse(""));
    tokenProblem.set(
        token.get().isBlank() ? "" : tester.tokenProblem(token.get().strip()).orElse(""));
    trustProblem.set(
        switch (trust.get()) {
          case SYSTEM -> "";
          case FILE -> missing(authorityFile, "edge.trust.file.missing");
          case PIN -> missing(pin, "edge.trust.pin.missing");
        });
    identityProblem.set(
        certificateFile.get().isBlank() == keyFile.get().isBlank()
            ? ""
            : Texts.get("edge.identity.half"));
    proxyProblem.set(
        switch (proxy.get()) {
          case ENVIRONMENT, NONE -> "";
          case SERVER ->
              proxyUrl.get().isBlank() ? missing(proxyUrl, "edge.proxy.missing") : proxyFault();
        });
  }

  private String proxyFault() {
    return tester
        .proxyProblem(proxyUrl.get(), proxyPassword.get())
        .orElseGet(
            () ->
                proxyPassword.get().isEmpty()
                        || tester.normalProxy(proxyUrl.get()).indexOf('@') >= 0
                    ? ""
                    : Texts.get("edge.proxy.no-user"));
  }

  private String missing(StringProperty input, String key) {
    return strict.get() && input.get().isBlank() ? Texts.get(key) : "";
  }

  private EdgeSettings settings() {
    TrustChoice choice =
        switch (trust.get()) {
          case SYSTEM -> new TrustChoice.SystemAuthorities();
          case FILE -> new TrustChoice.AuthorityFile(authorityFile.get().strip());
          case PIN -> new TrustChoice.PinnedKey(pin.get(), pinDescription.get());
        };
    return new EdgeSettings(
        name.get().strip(),
        tester.normalUrl(url.get()),
        choice,
        certificateFile.get().strip(),
        keyFile.get().strip(),
        edgeProxy());
  }

  private EdgeProxy edgeProxy() {
    return switch (proxy.get()) {
      case ENVIRONMENT -> new EdgeProxy.Environment();
      case NONE -> new EdgeProxy.Direct();
      case SERVER -> new EdgeProxy.Server(tester.normalProxy(proxyUrl.get()));
    };
  }

  private EdgeSecrets secrets() {
    return EdgeSecrets.NONE
        .with(EdgeSecret.TOKEN, token.get().strip())
        .with(
            EdgeSecret.PROXY_PASSWORD, proxy.get() == ProxyKind.SERVER ? proxyPassword.get() : "");
  }

  private static String path(DeviceItem device) {
    return device.settings().path();
  }

  private static String sentence(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static ReadOnlyStringWrapper problem() {
    return new ReadOnlyStringWrapper("");
  }
}
