package dev.proa.cli.stream;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Handlers of signals, by sun.misc.Signal: the JDK has no other. It is called by reflection because javac warns of the
 * class with a warning that nothing switches off, and warnings fail the build.
 */
final class Signals {
    private Signals() {}

    /**
     * Runs an action, on a thread of its own, each time the signal comes. A signal that the virtual machine keeps for
     * itself is left alone.
     *
     * @param name without SIG
     */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (self, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield name;
                }
                default -> name;
            };
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException _) {
            // IllegalArgumentException: the virtual machine uses this one.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
        }
    }
}
