package dev.proa.cli.command.container;

import dev.proa.cli.flag.ListFlag;

/** {@code --link container[:alias]}. */
public final class LinkFlag {
    private LinkFlag() {}

    /** A flag without values yet. */
    public static ListFlag create() {
        return new CheckedListFlag("link", '\0', "list", CheckedListFlag.Form.LINK, "Link to another container");
    }
}
