package dev.portolan.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory page by page.
 *
 * <p>The server's total is only a hint: reading goes on while pages bring devices, and ends with a
 * page that is empty, repeats earlier ones, or is short where the total expects no more. One page
 * is under way at a time, so the state needs no lock.
 */
final class InventoryReader {
  private final AccountSession session;
  private final InventoryQuery query;
  private final PlatformLimits limits;
  private final InventoryListener listener;
  private final Flight flight = new Flight();
  private final CompletableFuture<Inventory> result = new CompletableFuture<>();
  private final Map<NodeId, PlatformDevice> devices = new LinkedHashMap<>();
  private int offset;
  private int unreadable;
  private int pages;

  InventoryReader(
      AccountSession session,
      InventoryQuery query,
      PlatformLimits limits,
      InventoryListener listener) {
    this.session = session;
    this.query = query;
    this.limits = limits;
    this.listener = listener;
  }

  CompletableFuture<Inventory> start() {
    result.whenComplete((_, _) -> flight.cancel());
    readPage();
    return result;
  }

  private void readPage() {
    session
        .get(query.target(offset, limits.pageSize()), flight)
        .thenCompose(body -> SignIn.settle(() -> take(body)))
        .whenComplete(this::taken);
  }

  private void taken(@Nullable Next next, @Nullable Throwable failure) {
    if (next == null) {
      if (failure != null) {
        result.completeExceptionally(PlatformException.unwrapped(failure));
      }
      return;
    }
    switch (next) {
      case PAGE -> {
        if (!result.isDone()) {
          readPage();
        }
      }
      case END -> complete(Inventory.Extent.ALL);
      case CUT -> complete(Inventory.Extent.CUT);
    }
  }

  private void complete(Inventory.Extent extent) {
    result.complete(new Inventory(List.copyOf(devices.values()), unreadable, extent));
  }

  /** Room for pages that are half empty, but not for endless ones. */
  private int maxPages() {
    return 2 * (limits.devices() / limits.pageSize()) + 10;
  }

  /** What follows on a page. */
  private enum Next {
    PAGE,
    END,
    CUT
  }

  private Next take(JsonObject body) throws PlatformException {
    List<@Nullable JsonObject> items = body.objects("items");
    if (items == null) {
      throw session.failures().nonsense("has no list of devices");
    }
    int unreadableBefore = unreadable;
    List<PlatformDevice> fresh = new ArrayList<>();
    for (JsonObject item : items) {
      PlatformDevice device = DeviceReader.read(item);
      if (device == null) {
        unreadable++;
      } else if (devices.size() < limits.devices()
          && devices.putIfAbsent(device.id(), device) == null) {
        fresh.add(device);
      }
    }
    offset += items.size();
    Long total = body.number("total");
    long expected = total == null ? 0 : Math.clamp(total, 0, limits.devices());
    if (!fresh.isEmpty() && !result.isDone()) {
      listener.page(List.copyOf(fresh), devices.size(), (int) Math.max(expected, devices.size()));
    }
    boolean isLast = items.size() < limits.pageSize() && offset >= expected;
    boolean isRepetition = fresh.isEmpty() && unreadable == unreadableBefore;
    if (isLast || isRepetition) {
      return devices.size() < limits.devices() ? Next.END : Next.CUT;
    }
    pages++;
    return devices.size() < limits.devices() && pages < maxPages() ? Next.PAGE : Next.CUT;
  }
}
