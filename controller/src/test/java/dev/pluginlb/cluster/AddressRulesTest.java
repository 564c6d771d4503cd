package dev.pluginlb.cluster;

import static dev.pluginlb.cluster.Story.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressRulesTest {

    private static final List<Address> ANNOUNCED = addresses("172.17.0.1:5002", "10.0.0.5:5002", "192.168.1.5:5002");

    @Test
    void withoutRulesTheNodesOwnOrderStays() {
        assertThat(AddressRules.NONE.candidates(ANNOUNCED)).isEqualTo(ANNOUNCED);
    }

    @Test
    void preferredBlocksComeFirstInTheirOrderAndTheRestStays() {
        assertThat(prefer("192.168.0.0/16", "10.0.0.0/8").candidates(ANNOUNCED))
                .isEqualTo(addresses("192.168.1.5:5002", "10.0.0.5:5002", "172.17.0.1:5002"));
    }

    @Test
    void excludedBlocksLeave() {
        AddressRules rules = new AddressRules(List.of(), blocks("172.16.0.0/12"), Rewrites.NONE);

        assertThat(rules.candidates(ANNOUNCED)).isEqualTo(addresses("10.0.0.5:5002", "192.168.1.5:5002"));
    }

    @Test
    void aNameIsInNoBlock() {
        AddressRules rules = new AddressRules(blocks("0.0.0.0/0"), blocks("::/0"), Rewrites.NONE);

        assertThat(rules.candidates(addresses("node:1", "10.0.0.5:1"))).isEqualTo(addresses("10.0.0.5:1", "node:1"));
    }

    @Test
    void rewritingComesBeforeExcludingAndPreferring() {
        Rewrites rewrites = new Rewrites(Map.of(), Map.of(ip("172.17.0.1"), ip("10.9.9.9")));
        AddressRules rules = new AddressRules(blocks("10.9.0.0/16"), blocks("172.16.0.0/12"), rewrites);

        assertThat(rules.candidates(ANNOUNCED).get(0)).hasToString("10.9.9.9:5002");
    }

    @Test
    void aWholeAddressIsRewrittenBeforeABareIpWhichKeepsThePortAndNothingTwice() {
        Rewrites rewrites = new Rewrites(
                Map.of(Address.parse("10.0.0.5:5002"), Address.parse("127.0.0.1:15002")),
                Map.of(ip("10.0.0.5"), ip("10.0.0.6"), ip("10.0.0.6"), ip("10.0.0.7")));

        assertThat(rewrites.apply(Address.parse("10.0.0.5:5002"))).hasToString("127.0.0.1:15002");
        assertThat(rewrites.apply(Address.parse("10.0.0.5:5003"))).hasToString("10.0.0.6:5003");
        assertThat(rewrites.apply(Address.parse("node:5003"))).hasToString("node:5003");
    }

    @Test
    void twoAddressesThatBecomeOneCountOnce() {
        Rewrites rewrites = new Rewrites(Map.of(), Map.of(ip("172.17.0.1"), ip("10.0.0.5")));

        assertThat(new AddressRules(List.of(), List.of(), rewrites).candidates(ANNOUNCED))
                .isEqualTo(addresses("10.0.0.5:5002", "192.168.1.5:5002"));
    }

    private static AddressRules prefer(String... blocks) {
        return new AddressRules(blocks(blocks), List.of(), Rewrites.NONE);
    }

    private static List<Cidr> blocks(String... blocks) {
        return List.of(blocks).stream().map(Cidr::parse).toList();
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
