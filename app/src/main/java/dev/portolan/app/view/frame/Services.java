package dev.portolan.app.view.frame;

import dev.portolan.app.ThirdParty.Notice;
import dev.portolan.app.model.Forward;
import dev.portolan.app.release.ReleaseNews;
import dev.portolan.app.session.Connections;
import dev.portolan.app.session.EdgeTester;
import dev.portolan.app.session.LabControl;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.ProfileStore;
import dev.portolan.app.store.TokenKeeper;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.store.Totals;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.task.Timer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the window stands on.
 *
 * @param profile what is kept, and its owner
 * @param dataFolder where it is kept
 * @param tokens the secrets of this session
 * @param keeper keeps them from one session to the next
 * @param activity what happened
 * @param totals what is open in all
 * @param connections the connections to devices
 * @param tester tries out edges
 * @param lab the edge and the device inside this process
 * @param parser reads the text form of tunnels, or says what is wrong with it
 * @param shellPages makes the tab of a new shell
 * @param browser opens a web address
 * @param listFiles asks for files with lists
 * @param releases knows of newer releases
 * @param licences reads whose works the program is made with
 * @param pulse the time
 * @param timer runs things later
 * @param fx runs things on the FX thread
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
    LabControl lab,
    Function<String, List<Forward>> parser,
    ShellPages shellPages,
    Consumer<String> browser,
    ListFiles listFiles,
    ReleaseNews releases,
    Supplier<CompletableFuture<List<Notice>>> licences,
    Pulse pulse,
    Timer timer,
    Executor fx) {}
