package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.5:5002", "[fd00::5]:5002", "node-1:5002", "n1.example:5002", "10.node2:1", "a1b2:1"})
    void itIsANumberWhenItCanBeReadAsOne(String text) {
        Address address = Address.parse(text);

        assertThat(address.isNumber()).isEqualTo(address.ip().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5:5002, 10.0.0.5:5002",
        "[FD00:0::5]:1, [fd00::5]:1",
        "Node-1.Internal:65535, node-1.internal:65535",
        "plugin_daemon:5002, plugin_daemon:5002",
        "10.0.0.5:05002, 10.0.0.5:5002",
    })
    void anAddressHasOneSpelling(String text, String canonical) {
        assertThat(Address.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "10.0.0.5",
                "10.0.0.5:",
                ":5002",
                "10.0.0.5:0",
                "10.0.0.5:65536",
                "10.0.0.5:-1",
                "10.0.0.5:100000",
                "10.0.0.5:+80",
                "10.0.0.5: 80",
                "10.0.0.5:80 ",
                " 10.0.0.5:80",
                "10.0.0.5:٨٠",
                "10.0.0.5:80\n",
                "10.0.0.5\n:80",
                "10.0.0.5\0:80",
                "10.0.0.5;:80",
                "a{b:80",
                "a}b:80",
                "$host:80",
                "a b:80",
                "a\"b:80",
                "a'b:80",
                "a\\b:80",
                "a/b:80",
                "a#b:80",
                "a\r\nb:80",
                "a\tb:80",
                "010.0.0.5:80",
                "10.0.0:80",
                "10.0.0.256:80",
                "1.2.3.4.5:80",
                "0x7f000001:80",
                "host.0x1:80",
                "2130706433:80",
                "::1:80",
                "fd00::5:80",
                "[10.0.0.5]:80",
                "[node]:80",
                "[]:80",
                "[::1:80",
                "::1]:80",
                "[fe80::1%eth0]:80",
                "-node:80",
                "node-:80",
                "_node:80",
                ".node:80",
                "node.:80",
                "a..b:80",
                "nöde:80",
                "\u212aafka:80",
                "n\u0131de:80",
                "unix:/tmp/a:80",
                "*:80"
            })
    void anythingElseIsRefusedInWordsThatCanBePrinted(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("address: [\\x20-\\x7e]* \\(expected: [\\x20-\\x7e]*\\)");
    }

    @Test
    void aHostOfAnyLengthIsReadInNoTime() {
        String label = "a".repeat(63);
        assertThat(new Address(String.join(".", label, label, label, "a".repeat(61)), 80).host())
                .hasSize(253);
        assertThatThrownBy(() -> new Address(String.join(".", label, label, label, "a".repeat(62)), 80))
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> new Address("a.".repeat(1_000_000), 80)).hasMessageContaining("...");
        assertThatThrownBy(() -> new Address("a".repeat(64), 80)).hasMessageContaining("expected");
    }

    @Test
    void aHostIsLowerCaseUnderAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(new Address("INTERNAL", 80)).hasToString("internal:80");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Property
    void whatIsPrintedReadsAsTheSame(@ForAll("addresses") Address address) {
        assertThat(Address.parse(address.toString())).isEqualTo(address);
        assertThat(address.toString()).matches("[a-z0-9._:\\[\\]-]+");
    }

    @Property
    void anyTextIsOfTheAlphabetOrRefused(@ForAll String host, @ForAll int port) {
        try {
            assertThat(new Address(host, port).toString()).matches("[a-z0-9._:\\[\\]-]+");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("address: ");
        }
    }

    @Property
    void theOrderIsThatOfEquality(@ForAll("addresses") Address one, @ForAll("addresses") Address other) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    @Provide
    Arbitrary<Address> addresses() {
        Arbitrary<String> v4 = Arbitraries.integers()
                .between(0, 255)
                .list()
                .ofSize(4)
                .map(parts -> parts.get(0) + "." + parts.get(1) + "." + parts.get(2) + "." + parts.get(3));
        Arbitrary<String> v6 =
                Arbitraries.of("0", "1", "a0", "fd00").list().ofSize(8).map(groups -> String.join(":", groups));
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(labels -> String.join(".", labels));
        return Combinators.combine(
                        Arbitraries.oneOf(v4, v6, name), Arbitraries.integers().between(1, 65_535))
                .as(Address::new);
    }

    @Property(tries = 50)
    void onlyPortsOneTo65535AreThere(@ForAll @IntRange(min = 65_536) int above) {
        assertThatThrownBy(() -> new Address("10.0.0.5", above)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Address("10.0.0.5", -above)).isInstanceOf(IllegalArgumentException.class);
    }
}
