package dev.portolan.app.session;

import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.Background;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What every device and tunnel in operation works with.
 *
 * @param news tells what happens to several at once
 * @param fx runs work on the FX thread, later
 */
record SessionServices(
    Inventory inventory,
    Engine engine,
    ActivityLog activity,
    SharedNews news,
    Background background,
    Clock clock,
    Executor fx) {}
