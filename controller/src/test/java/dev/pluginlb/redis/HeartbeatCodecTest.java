package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatCodecTest {

    private static final String ID = "0f0b1c1e-8f53-4a52-9d80-0c3c1a0f8a11";

    private final List<String> skipped = new ArrayList<>();

    @Test
    void theOfficialFormIsRead() {
        Heartbeat heartbeat = decode("""
                {"ips":[{"ip":"10.0.1.11","port":5002,"vote":[{"node_id":"x","voted_at":1785000000,"failed":false}]},
                        {"ip":"172.17.0.1","port":5002,"vote":[]}],"last_ping_at":1785000005}""");

        assertThat(heartbeat)
                .isEqualTo(new Heartbeat(
                        new NodeId(ID),
                        Source.DAEMON,
                        List.of(Address.parse("10.0.1.11:5002"), Address.parse("172.17.0.1:5002")),
                        1785000005L,
                        100));
        assertThat(skipped).isEmpty();
    }

    @Test
    void theOpenFormIsRead() {
        Heartbeat heartbeat =
                decode("{\"address\":\"[fd00::5]:5002\",\"last_ping_at\":5,\"weight\":250,\"more\":{\"a\":[]}}");

        assertThat(heartbeat.addresses()).containsExactly(Address.parse("[fd00::5]:5002"));
        assertThat(heartbeat.weight()).isEqualTo(250);
    }

    @Test
    void aNodeWithoutIpsIsANodeWithoutAddresses() {
        assertThat(decode("{\"ips\":null,\"last_ping_at\":5}").addresses()).isEmpty();
        assertThat(decode("{\"ips\":[],\"last_ping_at\":5}").addresses()).isEmpty();
        assertThat(skipped).isEmpty();
    }

    /** Each would be probed: one entry of a megabyte took all file handles. */
    @Test
    void ofAnEntryWithThousandsOfAddressesTheFirstHundredAreUsed() {
        String ips = IntStream.range(0, 30_000)
                .mapToObj(i -> "{\"ip\":\"10.0.%d.%d\",\"port\":5002}".formatted(i / 250, i % 250))
                .collect(Collectors.joining(","));

        assertThat(decode("{\"ips\":[" + ips + "],\"last_ping_at\":5}").addresses())
                .hasSize(100)
                .startsWith(Address.parse("10.0.0.0:5002"))
                .endsWith(Address.parse("10.0.0.99:5002"));
        assertThat(skipped).containsExactly("ips: 30000 addresses (expected: at most 100, the rest is not looked at)");
    }

    @Test
    void badPartsAreSkippedAndTheRestIsUsed() {
        Heartbeat heartbeat = decode("""
                {"address":"a b:1","ips":[null,{"ip":"10.0.0.1"},{"port":1},{"ip":"10.0.0.1;","port":1},{"ip":"10.0.0.1","port":0},
                {"ip":"010.0.0.1","port":1},{"ip":"10.0.0.2","port":5002}],"last_ping_at":5,"weight":0}""");

        assertThat(heartbeat.addresses()).containsExactly(Address.parse("10.0.0.2:5002"));
        assertThat(heartbeat.weight()).isEqualTo(Heartbeat.DEFAULT_WEIGHT);
        assertThat(skipped).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{",
                "{}",
                "{}{}",
                "{\"last_ping_at\":null}",
                "{\"last_ping_at\":-1}",
                "{\"last_ping_at\":\"soon\"}",
                "{\"last_ping_at\":99999999999999999999}",
                "{\"last_ping_at\":5} trailing",
                "{\"ips\":\"10.0.0.1\",\"last_ping_at\":5}",
                "{\"ips\":{\"ip\":\"10.0.0.1\"},\"last_ping_at\":5}",
                "{\"ips\":[[]],\"last_ping_at\":5}",
                "{\"weight\":1e400,\"last_ping_at\":5}",
                "\0",
                "\ufffd\ufffd"
            })
    void anEntryThatMakesNoSenseIsRefusedInWords(String json) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void depthAndHugeNumbersAreRefusedAndNotEndured() {
        assertThatThrownBy(() -> decode("{\"x\":" + "[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decode("{\"last_ping_at\":" + "9".repeat(1_000_000) + "}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thousandsOfVotesArePassedOver() {
        String vote = "{\"node_id\":\"" + ID + "\",\"voted_at\":1785000000,\"failed\":true}";
        String votes = (vote + ",").repeat(20_000) + vote;

        assertThat(decode("{\"ips\":[{\"ip\":\"10.0.0.1\",\"port\":5002,\"vote\":[" + votes + "]}],\"last_ping_at\":5}")
                        .addresses())
                .hasSize(1);
    }

    @Property
    void whateverComesIsAHeartbeatOrRefused(@ForAll String json, @ForAll String field) {
        try {
            HeartbeatCodec.decode(Source.DAEMON, field, json, why -> {});
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("expected");
        }
    }

    private Heartbeat decode(String json) {
        return HeartbeatCodec.decode(Source.DAEMON, ID, json, skipped::add);
    }
}
