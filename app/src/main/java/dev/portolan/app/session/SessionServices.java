package dev.portolan.app.session;

import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.Background;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The services shared by all device and tunnel sessions.
 *
 * @param news combines similar events
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
