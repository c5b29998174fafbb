package dev.proa.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.ExecInspectBody;
import dev.proa.wire.container.HostConfigBody;
import dev.proa.wire.container.WaitBody;
import dev.proa.wire.image.ImageConfigBody;
import dev.proa.wire.network.EndpointSettings;
import dev.proa.wire.system.EventBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {
    private final WireJson json = new WireJson();

    private <T> T read(Class<T> type, String text) {
        return json.read(type, text.getBytes(UTF_8));
    }

    private String rewritten(Class<?> type, String text) {
        return new String(json.write(read(type, text)), UTF_8);
    }

    @Test
    void unknownFieldsAreIgnored() {
        ContainerConfigBody body = read(
                ContainerConfigBody.class,
                "{\"Image\":\"busybox\",\"Unknown\":{\"a\":[1,{}]},\"HostConfig\":{\"Nonsense\":true,\"Memory\":5}}");
        assertThat(body.image()).isEqualTo("busybox");
        assertThat(requireNonNull(body.hostConfig()).memory()).isEqualTo(5);
    }

    @Test
    void nullIsTheZeroOfEveryType() {
        ContainerConfigBody body = read(
                ContainerConfigBody.class,
                "{\"Image\":null,\"Tty\":null,\"ArgsEscaped\":null,\"StopTimeout\":null,\"Env\":null,\"Cmd\":null,"
                        + "\"ExposedPorts\":null,\"Labels\":null,\"HostConfig\":{\"Memory\":null,\"BlkioWeight\":null,"
                        + "\"KernelMemory\":null,\"Mounts\":null,\"Init\":null,\"PidsLimit\":null,\"Runtime\":null,"
                        + "\"LogConfig\":null,\"PortBindings\":{\"80/tcp\":null}}}");
        assertThat(body.image()).isEmpty();
        assertThat(body.tty()).isFalse();
        assertThat(body.env()).isNull();
        HostConfigBody host = requireNonNull(body.hostConfig());
        assertThat(host.kernelMemory()).isZero();
        assertThat(host.pidsLimit()).isNull();
        assertThat(host.portBindings()).containsEntry("80/tcp", null);
    }

    @Test
    void aCommandMayBeOneText() {
        assertThat(read(ContainerConfigBody.class, "{\"Cmd\":\"echo hi\"}").cmd())
                .containsExactly("echo hi");
        assertThat(read(ContainerConfigBody.class, "{\"Cmd\":[\"echo\",\"hi\"]}")
                        .cmd())
                .containsExactly("echo", "hi");
        assertThat(read(ContainerConfigBody.class, "{\"Entrypoint\":[]}").entrypoint())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{bad",
                "[]",
                "\"x\"",
                "5",
                "null",
                "{\"Image\":5}",
                "{\"Image\":{}}",
                "{\"Cmd\":{\"a\":1}}",
                "{\"Env\":\"x\"}",
                "{\"Env\":[5]}",
                "{\"Tty\":\"yes\"}",
                "{\"HostConfig\":[]}",
                "{\"Image\":\"x\"",
                "{\"HostConfig\":{\"Memory\":\"1\"}}",
                "{\"HostConfig\":{\"Devices\":[null]}}",
                "{\"Labels\":[]}",
                "{\"HostConfig\":{\"BlkioWeight\":99999999999}}",
                "{\"HostConfig\":{\"Memory\":1.5}}"
            })
    void whatIsNotTheBodyIsRefused(String text) {
        assertThatThrownBy(() -> read(ContainerConfigBody.class, text)).isInstanceOf(BadJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" more", "{}", " {\"Image\":\"y\"}", "[]", "]", "}", ",", "null", "5", "\"x\"", "\n\n{", "\0"})
    void whatFollowsTheBodyIsRefused(String more) {
        for (String body : List.of("{}", "{\"Image\":\"x\"}", "{\"HostConfig\":{}}", "{\"Unknown\":[]}")) {
            assertThatThrownBy(() -> read(ContainerConfigBody.class, body + more))
                    .isInstanceOf(BadJson.class)
                    .hasMessage("unexpected content after JSON");
        }
    }

    @Test
    void whiteSpaceMayFollowTheBody() {
        assertThat(read(ContainerConfigBody.class, " {\"Image\":\"x\"} \r\n\t\n")
                        .image())
                .isEqualTo("x");
    }

    @Test
    void theErrorShowsThePlace() {
        assertThatThrownBy(() -> read(ContainerConfigBody.class, "{\"Env\":[],\"Image\":5}"))
                .hasMessageContaining("Image")
                .hasMessageContaining("found '5'");
    }

    @Test
    void bracketsWithoutEndDoNotOverflowTheStack() {
        String deep = "{\"Unknown\":" + "[".repeat(2_000_000);
        assertThatThrownBy(() -> read(ContainerConfigBody.class, deep)).isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> json.readTree(deep.getBytes(UTF_8))).isInstanceOf(BadJson.class);
    }

    @Test
    void absentListsAreNullAndOmittedFieldsAreLeftOut() {
        assertThat(rewritten(ContainerConfigBody.class, "{}"))
                .isEqualTo("{\"Hostname\":\"\",\"Domainname\":\"\",\"User\":\"\",\"AttachStdin\":false,"
                        + "\"AttachStdout\":false,\"AttachStderr\":false,\"Tty\":false,\"OpenStdin\":false,"
                        + "\"StdinOnce\":false,\"Env\":null,\"Cmd\":null,\"Image\":\"\",\"Volumes\":null,"
                        + "\"WorkingDir\":\"\",\"Entrypoint\":null,\"OnBuild\":null,\"Labels\":null}");
        assertThat(rewritten(ImageConfigBody.class, "{\"Cmd\":[],\"Env\":null,\"ArgsEscaped\":false}"))
                .isEqualTo("{\"User\":\"\",\"Env\":null,\"Entrypoint\":null,\"Cmd\":[],\"Volumes\":null,"
                        + "\"WorkingDir\":\"\",\"Labels\":null,\"OnBuild\":null}");
        assertThat(rewritten(WaitBody.class, "{\"StatusCode\":0,\"Error\":null}"))
                .isEqualTo("{\"StatusCode\":0}");
    }

    @Test
    void emptyListsStayEmpty() {
        assertThat(rewritten(ContainerConfigBody.class, "{\"Env\":[],\"Volumes\":{},\"Labels\":{}}"))
                .contains("\"Env\":[],", "\"Volumes\":{},", "\"Labels\":{}");
    }

    @Test
    void pointersAreWrittenAsNull() {
        assertThat(rewritten(ExecInspectBody.class, "{}")).contains("\"ExitCode\":null");
        assertThat(rewritten(ExecInspectBody.class, "{\"ExitCode\":0}")).contains("\"ExitCode\":0");
        assertThat(rewritten(EndpointSettings.class, "{}")).contains("\"IPAMConfig\":null", "\"GwPriority\":0");
    }

    @Test
    void setsAreObjectsOfEmptyObjects() {
        assertThat(rewritten(ContainerConfigBody.class, "{\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":null}}"))
                .contains("\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{}}");
    }

    @Test
    void oddFieldNamesAreDockers() {
        assertThat(rewritten(
                        EventBody.class,
                        "{\"Type\":\"container\",\"Actor\":{\"ID\":\"a\"},\"timeNano\":9007199254740993}"))
                .isEqualTo("{\"Type\":\"container\",\"Action\":\"\",\"Actor\":{\"ID\":\"a\",\"Attributes\":{}},"
                        + "\"timeNano\":9007199254740993}");
    }

    @Test
    void treesKeepNumbersAndNulls() {
        String text = "{\"a\":9007199254740993,\"b\":[1.5,null,true,\"x\"],\"c\":{}}";
        Object tree = json.readTree(text.getBytes(UTF_8));
        assertThat(tree).isInstanceOf(Map.class);
        assertThat(new String(json.writeTree(tree), UTF_8)).isEqualTo(text);
    }

    @Test
    void listsOfBodies() {
        List<WaitBody> read = json.readList(WaitBody.class, "[{\"StatusCode\":1},{\"StatusCode\":2}]".getBytes(UTF_8));
        assertThat(read).extracting(WaitBody::statusCode).containsExactly(1L, 2L);
        assertThat(new String(json.writeList(WaitBody.class, read), UTF_8))
                .isEqualTo("[{\"StatusCode\":1},{\"StatusCode\":2}]");
        assertThat(new String(json.writeList(WaitBody.class, List.of()), UTF_8)).isEqualTo("[]");
    }
}
