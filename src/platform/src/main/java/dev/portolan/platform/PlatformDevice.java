package dev.portolan.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device of an account. Texts are sanitised, and empty if the server does not say.
 *
 * @param id what the management server knows it by
 * @param title its name for people
 * @param state whether it reports
 * @param tags its tags
 * @param groups the groups around it, the outermost first
 * @param system what it says about itself
 * @param lastReported when it last reported, or null
 * @param delayedFrom when it counts as delayed unless it reports, or null
 * @param offlineFrom when it counts as offline unless it reports, or null
 */
public record PlatformDevice(
    NodeId id,
    String title,
    DeviceState state,
    List<String> tags,
    List<String> groups,
    SystemFacts system,
    @Nullable Instant lastReported,
    @Nullable Instant delayedFrom,
    @Nullable Instant offlineFrom) {
  /** Keeps copies of the lists. */
  public PlatformDevice {
    tags = List.copyOf(tags);
    groups = List.copyOf(groups);
  }
}
