package dev.proa.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.Pipe;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnTest {
    private Poller poller;

    @BeforeEach
    void openPoller() throws IOException {
        poller = new Poller("test-poller");
    }

    @AfterEach
    void closePoller() {
        poller.close();
    }

    private String outputOf(Spawn spawn) throws IOException {
        Pipe pipe = Pipe.open();
        try (PolledDescriptor reading = PolledDescriptor.adopt(pipe.reading(), poller)) {
            Child child = spawn.withOutput(pipe.writing()).start();
            pipe.writing().close();
            String output = new String(reading.readAll(), StandardCharsets.UTF_8);
            assertThat(child.awaitExit()).isZero();
            return output;
        }
    }

    private static Spawn shell(String script) {
        return Spawn.of(List.of("/bin/sh", "-c", script));
    }

    @Test
    void aProgramGetsItsArgumentsEnvironmentAndDirectoryAndNothingElse(@TempDir Path directory) throws IOException {
        String output = outputOf(Spawn.of(List.of("/bin/sh", "-c", "echo \"$0|$GREETING|$HOME|$PWD\"", "zero"))
                .withEnvironment(List.of("GREETING=good day"))
                .withDirectory(directory));
        assertThat(output).isEqualTo("zero|good day||" + directory + "\n");
    }

    @Test
    void aProgramHasOnlyTheDescriptorsItWasGiven() throws IOException {
        try (Pipe one = Pipe.open();
                Pipe two = Pipe.open()) {
            String output =
                    outputOf(shell("exec ls /proc/self/fd").withInherited(List.of(one.reading(), two.writing())));
            // ls itself opens one more, the directory it lists.
            assertThat(output.lines()).containsExactly("0", "1", "2", "3", "4", "5");
        }
    }

    @Test
    void descriptorsReachTheirPlacesWhateverTheirNumbers() throws IOException {
        // Many pipes at once take up the low numbers, so that sources and targets overlap in every order.
        List<Pipe> pipes = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                pipes.add(Pipe.open());
            }
            Collections.reverse(pipes);
            List<Descriptor> writing = pipes.stream().map(Pipe::writing).toList();
            StringBuilder script = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                script.append("echo ").append(i).append(" >&").append(i + 3).append(';');
            }
            Child child = shell(script.toString())
                    .withInherited(writing.subList(0, 6))
                    .start();
            assertThat(child.awaitExit()).isZero();
            for (int i = 0; i < 6; i++) {
                try (PolledDescriptor reading =
                        PolledDescriptor.adopt(pipes.get(i).reading(), poller)) {
                    byte[] buffer = new byte[10];
                    int count = reading.read(buffer, 0, buffer.length);
                    assertThat(new String(buffer, 0, count, StandardCharsets.UTF_8))
                            .isEqualTo(i + "\n");
                }
            }
        } finally {
            pipes.forEach(Pipe::close);
        }
    }

    @Test
    void aSessionOfItsOwnIsLedByTheProgram() throws IOException {
        // Fields 5 and 6 of stat are process group and session.
        String stat = outputOf(
                shell("read a b c d e f g < /proc/self/stat; echo $$ $e $f").inNewSession());
        String[] numbers = stat.trim().split(" ", -1);
        assertThat(numbers[1]).isEqualTo(numbers[0]);
        assertThat(numbers[2]).isEqualTo(numbers[0]);
    }

    @Test
    void signalsAreNeitherIgnoredNorBlocked() throws IOException {
        String status = outputOf(Spawn.of(List.of("/bin/grep", "-E", "Sig(Blk|Ign)", "/proc/self/status")));
        assertThat(status).isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    @Test
    void exitCodesAndSignalsAreTold() throws IOException {
        assertThat(shell("exit 7").start().awaitExit()).isEqualTo(7);
        assertThat(shell("kill -9 $$").start().awaitExit()).isEqualTo(137);
    }

    @Test
    void aMissingProgramIsAnError() {
        assertThatThrownBy(() -> Spawn.of(List.of("/no/such/program")).start())
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.is(Errno.ENOENT)).isTrue())
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void aPidfdTellsTheEndAndSignals() throws IOException {
        Child child = Spawn.of(List.of("/bin/sleep", "1000")).start();
        try (Pidfd pidfd = Pidfd.open(child.pid(), poller)) {
            ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
            assertThat(identity.alive()).isTrue();
            assertThat(pidfd.awaitExit(java.time.Duration.ZERO)).isFalse();
            assertThat(child.exitIfEnded()).isEmpty();
            pidfd.signal(9);
            assertThat(pidfd.awaitExit(java.time.Duration.ofSeconds(20))).isTrue();
            assertThat(identity.alive()).as("a zombie is not alive").isFalse();
            assertThat(child.exitIfEnded()).hasValue(137);
        }
    }

    @Test
    void aProcessIsNotAnotherOneOfTheSamePid() throws IOException {
        ProcessIdentity self =
                ProcessIdentity.of((int) ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.alive()).isTrue();
        assertThat(new ProcessIdentity(self.pid(), self.startTime() + 1).alive())
                .isFalse();
        assertThat(ProcessIdentity.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void aProgramsNameCannotFakeItsStartTime() {
        String stat = "12 (a) Z 1 (b) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20";
        assertThat(ProcessIdentity.parse(12, stat)).contains(new ProcessIdentity(12, 4242));
    }

    @Test
    void aSealedProgramRunsAndCannotBeChanged() throws IOException {
        try (SealedProgram program = SealedProgram.of(Path.of("/bin/echo"))) {
            String output = outputOf(Spawn.of(List.of(program.path().toString(), "hi")));
            assertThat(output).isEqualTo("hi\n");
            assertThatThrownBy(() -> Files.write(program.path(), new byte[] {1}))
                    .isInstanceOf(IOException.class);
            assertThat(outputOf(Spawn.of(List.of(program.path().toString(), "hi"))))
                    .isEqualTo("hi\n");
        }
    }

    @Test
    void nothingIsLeftOpen() throws IOException {
        everyKindOfStart(); // the first use opens jars and the like
        long before = openDescriptors();
        for (int i = 0; i < 5; i++) {
            everyKindOfStart();
        }
        assertThat(openDescriptors()).isEqualTo(before);
    }

    private void everyKindOfStart() throws IOException {
        shell("true").start().awaitExit();
        assertThatThrownBy(() -> Spawn.of(List.of("/no/such/program")).start());
        outputOf(shell("echo x"));
    }

    private static long openDescriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
