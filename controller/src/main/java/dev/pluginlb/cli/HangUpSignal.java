package dev.pluginlb.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which ends a JVM that does not care. The JDK has a class for signals that is for everybody's use (module {@code
 * jdk.unsupported}), but javac warns of its name, and cannot be told not to; so it is called by its name as a text.
 */
final class HangUpSignal {

    private HangUpSignal() {}

    /**
     * From now on the signal runs this, on a thread of its own. Where the process was started to ignore it (nohup), or the JVM
     * leaves signals alone (-Xrs), nothing changes.
     */
    static void calls(Runnable reaction) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    HangUpSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == handler) {
                            reaction.run();
                            return null;
                        }
                        return method.invoke(reaction, arguments);
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
        } catch (ReflectiveOperationException unavailable) {
            Throwable why = unavailable instanceof InvocationTargetException thrown ? thrown.getCause() : unavailable;
            LoggerFactory.getLogger(HangUpSignal.class)
                    .warn("SIGHUP does not read the configuration again: {}", String.valueOf(why));
        }
    }
}
