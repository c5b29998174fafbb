package dev.proa.server.http;

import java.lang.reflect.Proxy;

/** Stand-ins for an engine's interfaces: a test writes the methods its routes call, all others fail. */
public final class Fake {
    private Fake() {}

    /** An implementation of the interface that calls the methods of the same name and parameters of the given object. */
    public static <T> T of(Class<T> type, Object methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, called, arguments) -> {
                    var method = methods.getClass().getDeclaredMethod(called.getName(), called.getParameterTypes());
                    method.setAccessible(true);
                    try {
                        return method.invoke(methods, arguments);
                    } catch (java.lang.reflect.InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
