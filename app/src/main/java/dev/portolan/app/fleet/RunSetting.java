package dev.portolan.app.fleet;

import dev.portolan.app.task.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all parts of a run share.
 *
 * @param limit how long each may take
 * @param owner runs what changes the run's state, one after the other
 * @param printed called on any thread after output has come
 */
record RunSetting(Duration limit, Timer timer, Executor owner, Runnable printed) {}
