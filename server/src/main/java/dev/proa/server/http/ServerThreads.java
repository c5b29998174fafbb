package dev.proa.server.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The threads Jetty runs on: platform threads for its selectors, made as they are needed, and a virtual thread for each
 * request. Jetty starts and stops it with the server.
 *
 * <p>Instead of Jetty's QueuedThreadPool, whose queue asks the JDK's management beans for the size of a cache line: that
 * starts JMX and with it Flight Recorder, a tenth of a second and 10 MiB of a daemon's start.
 */
final class ServerThreads extends AbstractLifeCycle implements ThreadPool, VirtualThreads.Configurable {
    private final ExecutorService platform =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("http-", 0).factory());
    private @Nullable Executor virtual = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());

    @Override
    public void execute(Runnable task) {
        platform.execute(task);
    }

    @Override
    public @Nullable Executor getVirtualThreadsExecutor() {
        return virtual;
    }

    @Override
    public void setVirtualThreadsExecutor(@Nullable Executor executor) {
        virtual = executor;
    }

    @Override
    public void join() throws InterruptedException {
        platform.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public int getThreads() {
        return 0;
    }

    @Override
    public int getIdleThreads() {
        return 0;
    }

    @Override
    public boolean isLowOnThreads() {
        return false;
    }

    @Override
    protected void doStop() {
        platform.shutdownNow();
    }
}
