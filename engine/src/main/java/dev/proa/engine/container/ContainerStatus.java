package dev.proa.engine.container;

/** Where in its life a container is; the names in lower case are Docker's. */
public enum ContainerStatus {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    /** Docker's word for it. */
    public String word() {
        return switch (this) {
            case CREATED -> "created";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case RESTARTING -> "restarting";
            case REMOVING -> "removing";
            case EXITED -> "exited";
            case DEAD -> "dead";
        };
    }

    /** Whether the container has a process. */
    public boolean alive() {
        return this == RUNNING || this == PAUSED;
    }
}
