package dev.portolan.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the sidebar remembers between runs.
 *
 * @param recent ids of the devices opened last, latest first
 * @param collapsed keys of the rows whose children are hidden
 */
public record SidebarMemory(List<String> recent, Set<String> collapsed) {
  public static final SidebarMemory NONE = new SidebarMemory(List.of(), Set.of());

  /** Most devices that are remembered as recent. */
  public static final int MAX_RECENT = 8;

  /** Most rows that are remembered as collapsed. */
  public static final int MAX_COLLAPSED = 1_000;

  /** Drops what is beyond the limits. */
  public SidebarMemory {
    recent = recent.stream().distinct().limit(MAX_RECENT).toList();
    collapsed =
        collapsed.size() <= MAX_COLLAPSED
            ? Set.copyOf(collapsed)
            : Set.copyOf(collapsed.stream().limit(MAX_COLLAPSED).toList());
  }

  /** The same with a device in first place. */
  public SidebarMemory withOpened(String deviceId) {
    List<String> now = new ArrayList<>(recent);
    now.remove(deviceId);
    now.addFirst(deviceId);
    return new SidebarMemory(now, collapsed);
  }

  public SidebarMemory withCollapsed(Set<String> now) {
    return new SidebarMemory(recent, now);
  }
}
