package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "FD00::5, fd00::5",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0000:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "fe80:0:0:0:0:0:0:0, fe80::",
    })
    void anAddressHasOneSpelling(String text, String canonical) {
        assertThat(Ip.parse(text)).map(Ip::toString).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.04",
                "256.1.1.1",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "1.2.3.4\0",
                "1.2.3.-4",
                "+1.2.3.4",
                "0x7f.0.0.1",
                "١.٢.٣.٤",
                "１.2.3.4",
                "1,2,3,4",
                ":",
                ":::",
                "::1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:1.2.3.4",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "::١",
                "::1\n"
            })
    void anythingElseIsNoIp(String text) {
        assertThat(Ip.parse(text)).isEmpty();
    }

    @Property
    void whatIsPrintedReadsAsTheSameV6(@ForAll @Size(8) short[] groups) {
        StringBuilder text = new StringBuilder();
        for (short group : groups) {
            text.append(text.length() == 0 ? "" : ":").append(Integer.toHexString(group & 0xffff));
        }
        Ip ip = Ip.parse(text.toString()).orElseThrow();

        assertThat(Ip.parse(ip.toString())).contains(ip);
        assertThat(ip.toString()).doesNotContain(":::").isLowerCase();
    }

    @Property
    void whatIsPrintedReadsAsTheSameV4(@ForAll @Size(4) byte[] parts) {
        String text = (parts[0] & 255) + "." + (parts[1] & 255) + "." + (parts[2] & 255) + "." + (parts[3] & 255);

        assertThat(Ip.parse(text)).map(Ip::toString).contains(text);
    }

    @Property
    void anyTextIsAnIpInOneSpellingOrNone(@ForAll String text) {
        assertThat(Ip.parse(text).stream().map(Ip::toString)).allMatch(printed -> printed.matches("[0-9a-f.:]+"));
    }
}
