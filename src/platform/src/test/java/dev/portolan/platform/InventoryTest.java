package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.platform.testing.Received;
import dev.portolan.platform.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final String LIST = "/api/v2/inventory";

  private static String id(int number) {
    return String.format("%064x", number);
  }

  private static String items(int from, int to) {
    List<String> items = new ArrayList<>();
    for (int i = from; i < to; i++) {
      items.add("{\"node_id\":\"" + id(i) + "\",\"title\":\"d" + i + "\"}");
    }
    return String.join(",", items);
  }

  private static Reply page(String items, String total) {
    return Reply.json(200, "{\"items\":[" + items + "],\"total\":" + total + "}");
  }

  private static Inventory read(Account account) {
    return Account.get(account.session().inventory(InventoryQuery.ALL, (_, _, _) -> {}));
  }

  @Test
  void listsAllDevicesPageByPageWithProgress() {
    try (Account account = new Account()) {
      for (int i = 1; i < 5_000; i++) {
        account.server.addDevice(id(i), "meter-" + i, Map.of());
      }
      List<Integer> counts = new ArrayList<>();
      List<PlatformDevice> shown = new ArrayList<>();

      Inventory inventory =
          Account.get(
              account
                  .session()
                  .inventory(
                      InventoryQuery.ALL,
                      (devices, read, expected) -> {
                        counts.add(read);
                        shown.addAll(devices);
                        assertThat(expected).isEqualTo(5_000);
                      }));

      assertThat(inventory.devices()).hasSize(5_000).doesNotHaveDuplicates().isEqualTo(shown);
      assertThat(inventory.extent()).isEqualTo(Inventory.Extent.ALL);
      assertThat(inventory.unreadable()).isZero();
      assertThat(counts).hasSize(25).startsWith(200, 400).endsWith(5_000);
    }
  }

  @Test
  void searchesAndSortsAsAsked() {
    try (Account account = new Account()) {
      account.server.addDevice(id(1), "Pump & valve", Map.of("tags", List.of("eu", "lab")));
      account.server.addDevice(id(2), "pump 2", Map.of("tags", List.of("lab")));
      account.server.addDevice(id(3), "meter", Map.of("tags", List.of("eu", "lab")));
      InventoryQuery query =
          new InventoryQuery(
              "UMP",
              List.of("lab"),
              InventoryQuery.Sort.TITLE,
              InventoryQuery.Direction.DESCENDING);

      Inventory found = Account.get(account.session().inventory(query, (_, _, _) -> {}));

      assertThat(found.devices())
          .extracting(PlatformDevice::title)
          .containsExactly("pump 2", "Pump & valve");
      Received request = account.server.received().getLast();
      assertThat(request.target())
          .contains("sort_field=title&sort_direction=desc&items_per_page=200&offset=0")
          .endsWith("&report_type=detailed");
    }
  }

  @Test
  void readsOnWhateverTheTotalSays() {
    for (String total : List.of("0", "1", "-5", "99999999999999999999", "\"many\"", "1000000")) {
      try (Account account = new Account(Account.pages(3, 100))) {
        account.server.script(
            LIST,
            page(items(0, 3), total),
            page(items(3, 6), total),
            page(items(6, 7), total),
            page("", total));

        Inventory inventory = read(account);

        assertThat(inventory.devices()).as("total %s", total).hasSize(7);
        assertThat(inventory.extent()).isEqualTo(Inventory.Extent.ALL);
      }
    }
  }

  @Test
  void readsPagesThatAreSmallerThanAskedFor() {
    try (Account account = new Account(Account.pages(3, 100))) {
      account.server.script(
          LIST, page(items(0, 2), "5"), page(items(2, 4), "5"), page(items(4, 5), "5"));

      assertThat(read(account).devices()).hasSize(5);
      assertThat(account.server.received(LIST))
          .extracting(request -> request.target().replaceAll(".*&offset=([0-9]+).*", "$1"))
          .containsExactly("0", "2", "4");
    }
  }

  @Test
  void hasEachDeviceOnceAndEndsWhereThePagesRepeat() {
    try (Account account = new Account(Account.pages(3, 100))) {
      Reply repeated = page(items(0, 3), "1000");
      account.server.script(
          LIST, repeated, page(items(2, 5), "1000"), repeated, page(items(7, 9), "1000"));

      assertThat(read(account).devices())
          .extracting(PlatformDevice::title)
          .containsExactly("d0", "d1", "d2", "d3", "d4");
    }
  }

  @Test
  void countsWhatIsNoDeviceAndKeepsTheRest() {
    try (Account account = new Account()) {
      account.server.script(
          LIST,
          page(
              "7,null,{},{\"node_id\":\"../../admin\"},{\"node_id\":5},"
                  + "{\"node_id\":\""
                  + id(1)
                  + "\",\"tags\":\"x\",\"system\":[],\"status\":[],"
                  + "\"last_reported_time\":\"soon\",\"attributes\":null}",
              "6"));

      Inventory inventory = read(account);

      assertThat(inventory.unreadable()).isEqualTo(5);
      assertThat(inventory.devices())
          .singleElement()
          .satisfies(
              device -> {
                assertThat(device.title()).isEqualTo(id(1));
                assertThat(device.state()).isEqualTo(DeviceState.UNKNOWN);
                assertThat(device.lastReported()).isNull();
              });
    }
  }

  @Test
  void isCutAtItsLimit() {
    try (Account account = new Account(Account.pages(3, 4))) {
      account.server.script(LIST, page(items(0, 3), "9"), page(items(3, 6), "9"));

      Inventory inventory = read(account);

      assertThat(inventory.devices()).hasSize(4);
      assertThat(inventory.extent()).isEqualTo(Inventory.Extent.CUT);
    }
  }

  @Test
  void endsAServerThatHasNoEnd() {
    try (Account account = new Account(Account.pages(10, 20))) {
      for (int i = 0; i < 30; i++) {
        account.server.script(LIST, page("{}", "1000"));
      }

      Inventory inventory = read(account);

      assertThat(inventory.extent()).isEqualTo(Inventory.Extent.CUT);
      assertThat(account.server.received(LIST)).hasSize(14);
    }
  }

  @Test
  void survivesATokenThatExpiresBetweenTwoPages() {
    try (Account account = new Account(Account.pages(3, 100))) {
      account.server.script(
          LIST,
          page(items(0, 3), "5"),
          Reply.json(401, "{\"error\":\"expired\"}"),
          page(items(3, 5), "5"));

      assertThat(read(account).devices()).hasSize(5);
      assertThat(account.server.received("/api/v2/refresh-jwt")).hasSize(1);
    }
  }

  @Test
  void stopsWhenItIsCancelled() {
    try (Account account = new Account(Account.pages(1, 1_000))) {
      for (int i = 1; i < 50; i++) {
        account.server.addDevice(id(i), "d" + i, Map.of());
      }
      AtomicReference<@Nullable CompletableFuture<Inventory>> call = new AtomicReference<>();
      CompletableFuture<Integer> read = new CompletableFuture<>();
      // The first page has to wait until the future is known here.
      CompletableFuture<Boolean> known = new CompletableFuture<>();
      account.server.script(
          LIST,
          exchange -> {
            known.join();
            page(items(0, 1), "50").send(exchange);
          });
      CompletableFuture<Inventory> reading =
          account
              .session()
              .inventory(
                  InventoryQuery.ALL,
                  (_, count, _) -> {
                    CompletableFuture<Inventory> own = call.get();
                    if (own != null) {
                      own.cancel(true);
                    }
                    read.complete(count);
                  });
      call.set(reading);
      known.complete(true);

      assertThat(Account.get(read)).isEqualTo(1);
      assertThat(reading).isCancelled();
      Account.get(account.session().device(Account.PUMP));
      assertThat(account.server.received(LIST)).hasSize(1);
    }
  }

  @Test
  void breaksOffThePageThatItWaitsForWhenItIsCancelled() throws InterruptedException {
    try (Account account = new Account(Account.limits(Duration.ofMinutes(10)))) {
      EndlessAnswer endless = new EndlessAnswer();
      account.server.script(LIST, endless);

      endless.isBrokenOffByCancelling(
          account.session().inventory(InventoryQuery.ALL, (_, _, _) -> {}));
    }
  }

  @Test
  void hasTheFactsOfADevice() {
    try (Account account = new Account()) {
      Map<String, Object> more = new HashMap<>();
      more.put("status", "disconnected");
      more.put("tags", List.of("lab", "eu\u0007"));
      more.put("ancestors", List.of("root", "g1", id(1)));
      more.put("ancestors_titles", List.of("All", "Europe", "pump\u202e"));
      more.put("last_reported_time", "1767225600");
      more.put("exp_soft", 1_767_225_900);
      more.put("exp_hard", -1);
      more.put("attributes", Map.of("device_name", "Pump \u001b[31m7"));
      more.put(
          "system",
          Map.of(
              "fqhost", "pump7.local",
              "flavor", "ubuntu_22",
              "arch", "x86_64",
              "ipv4", Map.of("eth0", "10.0.0.7"),
              "cf_version", "2026.20"));
      account.server.addDevice(id(1), "pump7", more);

      PlatformDevice listed =
          read(account).devices().stream()
              .filter(device -> device.id().hex().equals(id(1)))
              .findFirst()
              .orElseThrow();

      assertThat(listed)
          .isEqualTo(
              new PlatformDevice(
                  new NodeId(id(1)),
                  "Pump 7",
                  DeviceState.OFFLINE,
                  List.of("lab", "eu"),
                  List.of("All", "Europe"),
                  new SystemFacts(
                      "pump7.local",
                      "ubuntu_22",
                      "x86_64",
                      List.of("10.0.0.7"),
                      new AgentVersion("2026.20")),
                  Instant.ofEpochSecond(1_767_225_600),
                  Instant.ofEpochSecond(1_767_225_900),
                  null));
      assertThat(Account.get(account.session().device(new NodeId(id(1))))).isEqualTo(listed);
    }
  }
}
