package dev.pluginlb.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.dispatch.DispatchCases;
import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules as Nginx has them choose what the rules in Java choose. */
class ChoiceTest {

    private static final int CASES = 4000;
    private static final List<String> RULES = List.of("round-robin", "least-conn", "two-tier", "adaptive");

    /** Answers each line of the body, a case without its last word, with the chosen place, or "wait". */
    private static final String ANSWERS = """
            server {
                listen %s;
                client_max_body_size 10m;
                client_body_buffer_size 10m;
                location / {
                    content_by_lua_block {
                        local choice = assert(loadfile("%s/current/choice.lua"))()
                        ngx.req.read_body()
                        for line in ngx.req.get_body_data():gmatch("[^\\n]+") do
                            local words = {}
                            for word in line:gmatch("%%S+") do words[#words + 1] = word end
                            local n = tonumber
                            local arrival = {long = words[2] == "long", waited = n(words[3]), turn = n(words[8])}
                            local rule = {
                                reserve = n(words[4]), quick = n(words[5]), give_way = n(words[6]), longest = n(words[7]),
                            }
                            local nodes = {main = n(words[9])}
                            for i = 10, #words do
                                local a, b, c, d = words[i]:match("(.+)/(.+)/(.+)/(.+)")
                                nodes[#nodes + 1] =
                                    {weight = n(a), slots = n(b), in_flight = n(c), in_flight_long = n(d)}
                            end
                            local place = choice[words[1]:gsub("-", "_")](arrival, nodes, rule)
                            ngx.say(place or "wait")
                        end
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void eachCaseOfTheTableIsChosenAsItSays() throws Exception {
        List<DispatchCases.Case> cases = DispatchCases.all().toList();

        assertThat(chosenByLua(cases.stream().map(each -> withoutLastWord(each.line()))))
                .isEqualTo(cases.stream()
                        .map(each -> each.line().substring(each.line().lastIndexOf(' ') + 1))
                        .toList());
    }

    @Test
    void anyCaseIsChosenAsInJava() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> lines =
                IntStream.range(0, CASES).mapToObj(i -> any(random)).toList();
        List<String> byJava = lines.stream().map(DispatchCases::chosen).toList();
        List<String> byLua = chosenByLua(lines.stream());

        for (int i = 0; i < CASES; i++) {
            assertThat(byLua.get(i)).as("seed %d: %s", seed, lines.get(i)).isEqualTo(byJava.get(i));
        }
        assertThat(byLua).hasSize(CASES);
    }

    private static String withoutLastWord(String line) {
        return line.substring(0, line.lastIndexOf(' '));
    }

    private List<String> chosenByLua(Stream<String> lines) {
        String listen = "127.0.0.1:" + Ports.free();
        try (LuaNginx nginx =
                LuaNginx.in(folder).withHttp(ANSWERS.formatted(listen, folder)).start()) {
            String body = lines.collect(Collectors.joining("\n"));
            Caller.Reply reply = new Caller(listen).send("POST", "/", body).reply();
            assertThat(reply.status()).as(nginx.process().log()).isEqualTo(200);
            return reply.unchunked().lines().toList();
        }
    }

    private static String any(Random random) {
        int count = 1 + random.nextInt(5);
        List<String> nodes =
                IntStream.range(0, count).mapToObj(i -> anyNode(random)).toList();
        return "%s %s %d %d %s %d %d %d %d %s"
                .formatted(
                        RULES.get(random.nextInt(RULES.size())),
                        random.nextBoolean() ? "long" : "short",
                        random.nextInt(4) * 100,
                        random.nextInt(5),
                        Double.toString(0.5 + random.nextDouble() * 50),
                        random.nextInt(4) * 100,
                        300 + random.nextInt(5) * 100,
                        random.nextInt(1_000_000),
                        1 + random.nextInt(count + 1),
                        String.join(" ", nodes));
    }

    private static String anyNode(Random random) {
        int inFlight = random.nextInt(5);
        String weight = random.nextInt(3) == 0 ? Double.toString(0.1 + random.nextDouble() * 100) : "100";
        return "%s/%d/%d/%d".formatted(weight, random.nextInt(5), inFlight, random.nextInt(inFlight + 1));
    }
}
