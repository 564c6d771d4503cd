package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.4, false",
        "10.0.0.4/31, 10.0.0.5, true",
        "0.0.0.0/0, 192.168.1.1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.5, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fc00::1, false",
        "fd00::1/128, fd00::1, true",
    })
    void aBlockHoldsTheAddressesThatShareItsPrefix(String block, String ip, boolean held) {
        assertThat(Cidr.parse(block).contains(Ip.parse(ip).orElseThrow())).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "::/129",
                "10.0.0.0/8/8",
                "10.0.0.0/8 ",
                "10.0.0.0/٨",
                "10.0.0.0/9999",
                "node/8",
                "10.0.0/8",
                "10.0.0.0/8\n"
            })
    void anythingElseIsNoBlock(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cidr: ");
    }

    @Property
    void whatIsPrintedReadsAsTheSame(@ForAll @IntRange(min = 0, max = 32) int prefix) {
        Cidr block = Cidr.parse("10.1.2.3/" + prefix);

        assertThat(Cidr.parse(block.toString())).isEqualTo(block);
    }
}
