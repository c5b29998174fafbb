package dev.proa.runtime;

/**
 * How a process's standard streams are connected.
 *
 * @param terminal whether they are one pseudo-terminal instead of three pipes
 * @param openInput whether it has an input to write to; /dev/null otherwise
 * @param inputOnce whether its input ends when an attachment with input ends it or goes away; without effect on a
 *     terminal, whose input never ends
 */
public record Stdio(boolean terminal, boolean openInput, boolean inputOnce) {
    /** Output only, through pipes. */
    public static final Stdio OUTPUT = new Stdio(false, false, false);

    /** Whether an attachment can end the input. */
    public boolean inputCanEnd() {
        return openInput && inputOnce && !terminal;
    }
}
