package dev.portolan.app.release;

import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.task.Background;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks once per run for a newer release, if enabled. Failures are only logged. FX thread. */
public final class ReleaseNews {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseNews.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Preferences preferences;
  private final Optional<Callable<Optional<Release>>> source;
  private final Background background;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Optional<Release>> newer =
      new ReadOnlyObjectWrapper<>(this, "newer", Optional.empty());
  private boolean asked;

  /**
   * Creates a checker.
   *
   * @param source the blocking source; empty if there is none
   */
  public ReleaseNews(
      Preferences preferences,
      Optional<Callable<Optional<Release>>> source,
      Background background,
      Executor fx) {
    this.preferences = preferences;
    this.source = source;
    this.background = background;
    this.fx = fx;
  }

  /** A checker with the source of this build. */
  public static ReleaseNews ofProgram(Preferences preferences, Background background, Executor fx) {
    return new ReleaseNews(
        preferences, ReleaseSource.ofProgram().map(source -> source::newer), background, fx);
  }

  /** Whether there is a source. */
  public boolean isPossible() {
    return source.isPresent();
  }

  /** The newer release, if known. */
  public ReadOnlyObjectProperty<Optional<Release>> newerProperty() {
    return newer.getReadOnlyProperty();
  }

  /** Checks now if enabled, else as soon as it is enabled. */
  public void start() {
    source.ifPresent(
        ask ->
            preferences
                .observe(Settings.RELEASES)
                .subscribe(
                    wanted -> {
                      if (wanted && !asked) {
                        asked = true;
                        ask(ask);
                      }
                    }));
  }

  private void ask(Callable<Optional<Release>> ask) {
    background
        .bounded("release", LIMIT, ask)
        .whenCompleteAsync(
            (found, failure) -> {
              if (failure != null) {
                LOG.info("Whether there is a newer release is not known: {}", failure.toString());
              } else {
                newer.set(found);
              }
            },
            fx);
  }
}
