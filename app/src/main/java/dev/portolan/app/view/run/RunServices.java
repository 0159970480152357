package dev.portolan.app.view.run;

import dev.portolan.app.model.Preferences;
import dev.portolan.app.task.Background;
import java.util.concurrent.Executor;

/**
 * What a tab for commands needs.
 *
 * @param runs prepares commands
 * @param history the commands of this run of the program
 * @param files asks where to save answers
 * @param preferences how many devices at once, and for how long
 * @param fx the FX thread
 */
public record RunServices(
    DeviceRuns runs,
    RunHistory history,
    AnswerFiles files,
    Preferences preferences,
    Background background,
    Executor fx) {}
