package dev.portolan.app.view.frame;

import dev.portolan.app.ThirdParty.Notice;
import dev.portolan.app.desktop.Notices;
import dev.portolan.app.diagnostics.Bundle;
import dev.portolan.app.diagnostics.Diagnostics.Names;
import dev.portolan.app.diagnostics.Facts;
import dev.portolan.app.model.Forward;
import dev.portolan.app.release.ReleaseNews;
import dev.portolan.app.session.Connections;
import dev.portolan.app.session.DeviceInviter;
import dev.portolan.app.session.EdgeTester;
import dev.portolan.app.session.LabControl;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.ExportFiles;
import dev.portolan.app.store.ProfileStore;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.store.Totals;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.task.Timer;
import dev.portolan.app.view.common.SharedKeys;
import dev.portolan.app.view.files.FileServices;
import dev.portolan.app.view.manual.Manual;
import dev.portolan.app.view.run.RunServices;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The services used by the window.
 *
 * @param profile the saved data
 * @param dataFolder the data folder
 * @param tokens the tokens in memory
 * @param keeper stores tokens
 * @param activity the activity log
 * @param totals the totals
 * @param connections the connections to devices
 * @param tester tests edges
 * @param inviter invites devices
 * @param lab the lab
 * @param parser parses tunnels, or explains the error
 * @param shellPages creates tabs for shells
 * @param sharedKeys the shells that get the same keys
 * @param players opens recordings
 * @param files transfers and folders
 * @param runs commands on devices
 * @param browser opens a web address
 * @param listFiles file choosers for lists
 * @param saveChooser file choosers for exports
 * @param exports writes exports
 * @param diagnostics collects what a report of a fault needs, in the background
 * @param notices notifications of the desktop
 * @param releases the release checker
 * @param licences reads third-party licences
 * @param manual reads the manual
 * @param pulse the clock
 * @param timer schedules actions
 * @param fx the FX thread
 */
public record Services(
    ProfileStore profile,
    Path dataFolder,
    Tokens tokens,
    TokenKeeper keeper,
    ActivityLog activity,
    Totals totals,
    Connections connections,
    EdgeTester tester,
    DeviceInviter inviter,
    LabControl lab,
    Function<String, List<Forward>> parser,
    ShellPages shellPages,
    SharedKeys sharedKeys,
    Players players,
    FileServices files,
    RunServices runs,
    Consumer<String> browser,
    ListFiles listFiles,
    SaveChooser saveChooser,
    ExportFiles exports,
    BiFunction<Facts, Names, CompletableFuture<Bundle>> diagnostics,
    Notices notices,
    ReleaseNews releases,
    Supplier<CompletableFuture<List<Notice>>> licences,
    Supplier<CompletableFuture<Manual>> manual,
    Pulse pulse,
    Timer timer,
    Executor fx) {}
