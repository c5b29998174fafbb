package dev.proa.e2e;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs after all other classes: stops the shared daemon and looks for what it left behind. */
@Order(Integer.MAX_VALUE)
class NothingIsLeftTest {

    @Test
    void afterTheDaemonStoppedNothingOfItIsLeftOnTheMachine() throws IOException {
        SharedEngine.daemon();
        SharedEngine.stopAndExpectNothingLeft();
    }
}
