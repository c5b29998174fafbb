package dev.proa.cli;

import dev.proa.cli.command.Command;
import dev.proa.cli.command.PruneCommand;
import dev.proa.cli.command.container.AttachCommand;
import dev.proa.cli.command.container.CommitCommand;
import dev.proa.cli.command.container.CpCommand;
import dev.proa.cli.command.container.CreateCommand;
import dev.proa.cli.command.container.DiffCommand;
import dev.proa.cli.command.container.ExecCommand;
import dev.proa.cli.command.container.ExportCommand;
import dev.proa.cli.command.container.InspectCommand;
import dev.proa.cli.command.container.KillCommand;
import dev.proa.cli.command.container.LogsCommand;
import dev.proa.cli.command.container.PauseCommand;
import dev.proa.cli.command.container.PortCommand;
import dev.proa.cli.command.container.PsCommand;
import dev.proa.cli.command.container.RenameCommand;
import dev.proa.cli.command.container.RmCommand;
import dev.proa.cli.command.container.RunCommand;
import dev.proa.cli.command.container.StartCommand;
import dev.proa.cli.command.container.StopCommand;
import dev.proa.cli.command.container.TopCommand;
import dev.proa.cli.command.container.WaitCommand;
import dev.proa.cli.command.image.HistoryCommand;
import dev.proa.cli.command.image.ImageInspectCommand;
import dev.proa.cli.command.image.ImagesCommand;
import dev.proa.cli.command.image.ImportCommand;
import dev.proa.cli.command.image.LoadCommand;
import dev.proa.cli.command.image.PullCommand;
import dev.proa.cli.command.image.PushCommand;
import dev.proa.cli.command.image.RmiCommand;
import dev.proa.cli.command.image.SaveCommand;
import dev.proa.cli.command.image.TagCommand;
import dev.proa.cli.command.image.VerifyCommand;
import dev.proa.cli.command.network.NetworkConnectCommand;
import dev.proa.cli.command.network.NetworkCreateCommand;
import dev.proa.cli.command.network.NetworkDisconnectCommand;
import dev.proa.cli.command.network.NetworkInspectCommand;
import dev.proa.cli.command.network.NetworkListCommand;
import dev.proa.cli.command.network.NetworkPruneCommand;
import dev.proa.cli.command.network.NetworkRemoveCommand;
import dev.proa.cli.command.registry.LoginCommand;
import dev.proa.cli.command.registry.LogoutCommand;
import dev.proa.cli.command.registry.SearchCommand;
import dev.proa.cli.command.system.DiskUsageCommand;
import dev.proa.cli.command.system.EventsCommand;
import dev.proa.cli.command.system.InfoCommand;
import dev.proa.cli.command.system.InspectAnyCommand;
import dev.proa.cli.command.system.SystemPruneCommand;
import dev.proa.cli.command.system.VersionCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which command belongs to which name. Makes only the one asked for. */
final class CommandTable {
    private CommandTable() {}

    static boolean isGroup(String name) {
        return switch (name) {
            case "container", "image", "network", "system" -> true;
            default -> false;
        };
    }

    /** The names that help shows for a group; the empty name is the top level. */
    static List<String> names(String group) {
        return switch (group) {
            case "container" ->
                List.of(
                        "attach", "commit", "cp", "create", "diff", "exec", "export", "inspect", "kill", "logs", "ls",
                        "pause", "port", "prune", "rename", "restart", "rm", "run", "start", "stop", "top", "unpause",
                        "wait");
            case "image" ->
                List.of(
                        "history", "import", "inspect", "load", "ls", "prune", "pull", "push", "rm", "save", "tag",
                        "verify");
            case "network" -> List.of("connect", "create", "disconnect", "inspect", "ls", "prune", "rm");
            case "system" -> List.of("df", "events", "info", "prune");
            default ->
                List.of(
                        "attach", "commit", "cp", "create", "diff", "events", "exec", "export", "history", "images",
                        "import", "info", "inspect", "kill", "load", "login", "logout", "logs", "pause", "port", "ps",
                        "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search", "start", "stop",
                        "tag", "top", "unpause", "version", "wait");
        };
    }

    /**
     * A new command.
     *
     * @param group the management command, or empty for the top level
     */
    static @Nullable Command find(String group, String name) {
        return switch (group) {
            case "" -> top(name);
            case "container" -> container(name);
            case "image" -> image(name);
            case "network" -> network(name);
            default -> system(name);
        };
    }

    private static @Nullable Command top(String name) {
        return switch (name) {
            case "ps" -> new PsCommand();
            case "images" -> new ImagesCommand(true);
            case "rmi" -> new RmiCommand();
            case "inspect" -> new InspectAnyCommand();
            case "version" -> new VersionCommand();
            case "events" -> new EventsCommand();
            case "info" -> new InfoCommand();
            case "login" -> new LoginCommand();
            case "logout" -> new LogoutCommand();
            case "search" -> new SearchCommand();
            default -> {
                Command both = lifecycle(name);
                yield both == null ? archive(name) : both;
            }
        };
    }

    /** Commands on containers that have the same name at the top level. */
    private static @Nullable Command lifecycle(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "create" -> new CreateCommand();
            case "start" -> new StartCommand();
            case "stop" -> StopCommand.stop();
            case "restart" -> StopCommand.restart();
            case "kill" -> new KillCommand();
            case "rm" -> new RmCommand();
            case "exec" -> new ExecCommand();
            case "attach" -> new AttachCommand();
            case "logs" -> new LogsCommand();
            case "pause" -> PauseCommand.pause();
            case "unpause" -> PauseCommand.unpause();
            case "commit" -> new CommitCommand();
            case "cp" -> new CpCommand();
            case "diff" -> new DiffCommand();
            case "export" -> new ExportCommand();
            case "port" -> new PortCommand();
            case "rename" -> new RenameCommand();
            case "top" -> new TopCommand();
            case "wait" -> new WaitCommand();
            default -> null;
        };
    }

    /** Commands on images that have the same name at the top level. */
    private static @Nullable Command archive(String name) {
        return switch (name) {
            case "history" -> new HistoryCommand();
            case "import" -> new ImportCommand();
            case "load" -> new LoadCommand();
            case "pull" -> new PullCommand();
            case "push" -> new PushCommand();
            case "save" -> new SaveCommand();
            case "tag" -> new TagCommand();
            default -> null;
        };
    }

    private static @Nullable Command container(String name) {
        return switch (name) {
            case "ls", "ps", "list" -> new PsCommand();
            case "inspect" -> new InspectCommand();
            case "remove" -> new RmCommand();
            case "prune" -> PruneCommand.containers();
            default -> lifecycle(name);
        };
    }

    private static @Nullable Command image(String name) {
        return switch (name) {
            case "ls", "list" -> new ImagesCommand(false);
            case "rm", "remove" -> new RmiCommand();
            case "inspect" -> new ImageInspectCommand();
            case "prune" -> PruneCommand.images();
            case "verify" -> new VerifyCommand();
            default -> archive(name);
        };
    }

    private static @Nullable Command network(String name) {
        return switch (name) {
            case "connect" -> new NetworkConnectCommand();
            case "create" -> new NetworkCreateCommand();
            case "disconnect" -> new NetworkDisconnectCommand();
            case "inspect" -> new NetworkInspectCommand();
            case "ls", "list" -> new NetworkListCommand();
            case "prune" -> new NetworkPruneCommand();
            case "rm", "remove" -> new NetworkRemoveCommand();
            default -> null;
        };
    }

    private static @Nullable Command system(String name) {
        return switch (name) {
            case "df" -> new DiskUsageCommand();
            case "events" -> new EventsCommand();
            case "info" -> new InfoCommand();
            case "prune" -> new SystemPruneCommand();
            default -> null;
        };
    }
}
