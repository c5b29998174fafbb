package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** {@code search} against a registry that can be searched, and one that cannot. */
@EachCli
class SearchTest {
    private static FaultProxy registry;

    private final Cli cli;

    SearchTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeAll
    static void startRegistry() throws IOException {
        registry = FaultProxy.alone();
        registry.on("GET", "/v1/search?q=redis&", answer -> answer.send(200, Map.of(), """
                {"query":"redis","num_results":2,"results":[
                 {"name":"redis","description":"An in-memory store that keeps data structures\\nand more",
                  "star_count":12000,"is_official":true,"is_automated":false},
                 {"name":"bitnami/redis","description":"Another","star_count":200,"is_official":false}]}"""));
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    private Cli.Result search(String... arguments) {
        String[] line = new String[arguments.length + 2];
        line[0] = "search";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        line[line.length - 1] = registry.name("redis");
        return cli.run(line);
    }

    @ConcurrentTest
    void asATable() {
        assertThat(search().ok().lines().map(String::stripTrailing))
                .containsExactly(
                        "NAME            DESCRIPTION                                     STARS     OFFICIAL",
                        "redis           An in-memory store that keeps data structure…   12000     [OK]",
                        "bitnami/redis   Another                                         200");
        assertThat(search("--no-trunc").ok()).contains("data structures and more");
    }

    @ConcurrentTest
    void byATemplate() {
        assertThat(search("--format", "{{.Name}}: {{.StarCount}} {{.IsOfficial}}")
                        .outLines())
                .containsExactly("redis: 12000 [OK]", "bitnami/redis: 200 ");
    }

    @ConcurrentTest
    void filtered() {
        assertThat(search("-f", "is-official=true", "--format", "{{.Name}}").ok())
                .isEqualTo("redis");
        assertThat(search("-f", "stars=201", "--format", "{{.Name}}").ok()).isEqualTo("redis");
        assertThat(search("-f", "stars=many").exits(1).err()).contains("invalid filter 'stars=many'");
        assertThat(search("-f", "x=1").exits(1).err()).contains("invalid filter 'x'");
    }

    @ConcurrentTest
    void limited() {
        search("--limit", "7").ok();
        assertThat(registry.seen("GET", "/v1/search"))
                .anyMatch(seen -> seen.path().endsWith("&n=7"));
        assertThat(search("--limit", "101").exits(1).err()).contains("limit 101 is outside the range of [1, 100]");
    }

    @ConcurrentTest
    void aRegistryThatCannotBeSearched() {
        assertThat(cli.run("search", registry.name("else")).exits(1).err())
                .contains("Error response from daemon: Unexpected status code 404");
    }
}
