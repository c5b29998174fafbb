package dev.proa.cli.flag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The block of {@code --help} that lists the flags, in the layout of Docker's command line. */
public final class FlagUsages {
    /** Columns that a wrapped line may leave unused rather than break a short rest. */
    private static final int SLOP = 5;

    private static final int NARROWEST = 24;

    private FlagUsages() {}

    /**
     * One line or more for each flag that is not hidden, sorted by name.
     *
     * @param columns where lines are wrapped
     */
    public static String format(FlagSet flags, int columns) {
        List<Flag> shown = new ArrayList<>();
        int widest = 0;
        for (Flag flag : flags.all()) {
            if (!flag.hidden()) {
                shown.add(flag);
                widest = Math.max(widest, names(flag).length());
            }
        }
        shown.sort(Comparator.comparing(Flag::name));
        StringBuilder text = new StringBuilder();
        for (Flag flag : shown) {
            String names = names(flag);
            text.append(names).repeat(' ', widest - names.length() + 3);
            String usage = flag.defaultText().isEmpty() ? flag.usage() : flag.usage() + " " + flag.defaultText();
            wrap(text, usage, widest + 3, columns);
            text.append('\n');
        }
        return text.toString();
    }

    private static String names(Flag flag) {
        String names =
                flag.shorthand() == 0 ? "      --" + flag.name() : "  -" + flag.shorthand() + ", --" + flag.name();
        return flag.type().isEmpty() ? names : names + " " + flag.type();
    }

    private static void wrap(StringBuilder text, String usage, int indent, int columns) {
        int width = columns - indent - SLOP;
        if (columns - indent < NARROWEST) {
            text.append(usage);
            return;
        }
        String rest = usage;
        boolean first = true;
        while (!rest.isEmpty()) {
            int cut = cut(rest, width);
            String line = cut < 0 ? rest : rest.substring(0, cut);
            rest = cut < 0 ? "" : rest.substring(cut + 1);
            if (!first) {
                text.append('\n').repeat(' ', indent);
            }
            first = false;
            for (int i = 0; i < line.length(); i++) {
                text.append(line.charAt(i));
                if (line.charAt(i) == '\n') {
                    text.repeat(' ', indent);
                }
            }
        }
    }

    /** Where to break, or -1 if all of it goes on one line. */
    private static int cut(String text, int width) {
        if (width + SLOP > text.length()) {
            return -1;
        }
        int space = -1;
        int feed = -1;
        for (int i = 0; i < width; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n') {
                space = i;
            }
            if (c == '\n') {
                feed = i;
            }
        }
        if (space <= 0) {
            return -1;
        }
        return feed > 0 && feed < space ? feed : space;
    }
}
