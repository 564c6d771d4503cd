package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Cidr;
import dev.pluginlb.cluster.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** Every kind of value that occurs in {@link Keys}, each with its rule in words. */
final class Shapes {

    static final Shape<Boolean> SWITCH = ScalarShape.open(
            "true or false", text -> matching(text, "true|false").equals("true"));
    static final Shape<Duration> DURATION = ScalarShape.open(DurationText.RULE, DurationText::parse);

    static final Shape<String> HOST =
            ScalarShape.open("an IPv4 or IPv6 address or a host name", text -> new Address(text, 1).host());
    static final Shape<Address> ADDRESS =
            ScalarShape.open("IPv4:port, [IPv6]:port or hostname:port, port 1 to 65535", Address::parse);
    static final Shape<Address> LISTEN =
            ScalarShape.open("IPv4:port or [IPv6]:port, port 1 to 65535", text -> address(text, Address::isNumber));
    static final Shape<Optional<Address>> LISTEN_OR_EMPTY = ScalarShape.open(
            "IPv4:port or [IPv6]:port, port 1 to 65535, or empty",
            text -> optional(text).map(given -> address(given, Address::isNumber)));
    static final Shape<Address> LOOPBACK_LISTEN = ScalarShape.open(
            "a loopback address, such as 127.0.0.1:9320 or [::1]:9320; this version serves no other",
            text -> address(text, Listening::isLoopback));
    static final Shape<Optional<ControlListen>> CONTROL_LISTEN = ScalarShape.open(
            ControlListen.RULE + ", or empty", text -> optional(text).map(ControlListen::parse));
    static final Shape<List<Address>> ADDRESSES = new ListShape<>(ADDRESS);
    static final Shape<List<Cidr>> CIDRS =
            new ListShape<>(ScalarShape.open("a CIDR such as 10.0.0.0/8 or fd00::/8", Cidr::parse));

    static final Shape<String> PREFIX = words("1 to 128 characters without spaces", "\\S{1,128}");
    static final Shape<String> PREFIX_OR_EMPTY = words("up to 128 characters without spaces", "\\S{0,128}");
    static final Shape<Optional<String>> TEXT =
            ScalarShape.open("text of up to 512 characters", text -> optional(matching(text, ".{0,512}")));
    static final Shape<Optional<Secret>> PASSWORD = ScalarShape.secret(
            "text of up to 512 characters",
            text -> optional(matching(text, ".{0,512}")).map(Secret::new));
    static final Shape<Optional<Secret>> TOKEN = ScalarShape.secret(
            "up to 512 printable ASCII characters without spaces",
            text -> optional(matching(text, "[\\x21-\\x7e]{0,512}")).map(Secret::new));
    static final Shape<String> URL_PATH = words(
            "a path such as /health/check: letters, digits, '.', '_', '~', '-', '/'", "/[A-Za-z0-9._~/-]{0,1023}");
    static final Shape<String> POLICY = words("the name of a policy", ".{1,128}");
    static final Shape<String> MAIN = ScalarShape.open("ip:port or a node id, or empty", Shapes::main);
    static final Shape<String> SIZE = words("an Nginx size such as 600m", "[0-9]{1,9}[kKmMgG]?");
    static final Shape<String> BINARY = words("a program's name or path", ".{1,4096}");

    static final Shape<Path> PATH = ScalarShape.open("a path", text -> Path.of(matching(text, ".{1,4096}")));
    static final Shape<Optional<Path>> PATH_OR_EMPTY = ScalarShape.open(
            "a path, or empty", text -> optional(matching(text, ".{0,4096}")).map(Path::of));

    private static final String DECIMAL = "[0-9]{1,3}(?:\\.[0-9]{1,9})?";
    static final Shape<Double> RATIO = ScalarShape.open("a number above 0, up to 1", text -> decimal(text, n -> n > 0));
    static final Shape<Double> SHARE = ScalarShape.open("a number from 0 to 1", text -> decimal(text, n -> n >= 0));

    /** Probes that count for a change of mind. */
    static final Shape<Integer> IN_A_ROW = whole(1, 1000);

    private Shapes() {}

    static Shape<Integer> whole(int least, int most) {
        String rule = "a whole number, " + least + " to " + most;
        return ScalarShape.open(rule, text -> {
            long number = Long.parseLong(matching(text, "[0-9]{1,10}"));
            if (number < least || number > most) {
                throw ConfigError.refusal("number", text, rule);
            }
            return (int) number;
        });
    }

    /** The spelled constants of an enum. */
    static <E extends Enum<E>> Shape<E> oneOf(E[] permitted) {
        List<String> names = Arrays.stream(permitted).map(Shapes::spelled).toList();
        return ScalarShape.open(listed(names), text -> {
            int index = names.indexOf(text);
            if (index < 0) {
                throw ConfigError.refusal("choice", text, listed(names));
            }
            return permitted[index];
        });
    }

    /** {@code a, b or c}. */
    static String listed(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** {@code ROUTE_PLUGIN} is written {@code route-plugin}. */
    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Shape<String> words(String rule, String form) {
        return ScalarShape.open(rule, text -> matching(text, form));
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String matching(String text, String form) {
        if (!text.matches(form)) {
            throw ConfigError.refusal("text", text, form);
        }
        return text;
    }

    private static Address address(String text, Predicate<Address> permitted) {
        Address address = Address.parse(text);
        if (!permitted.test(address)) {
            throw ConfigError.refusal("address", text, "another host");
        }
        return address;
    }

    private static double decimal(String text, DoublePredicate permitted) {
        double number = Double.parseDouble(matching(text, DECIMAL));
        if (number > 1 || !permitted.test(number)) {
            throw ConfigError.refusal("number", text, "another number");
        }
        return number;
    }

    /** An id may hold colons and an IPv6 address holds brackets, so either form will do. */
    private static String main(String text) {
        if (!text.isEmpty() && !text.startsWith("[")) {
            return new NodeId(text).value();
        }
        return text.isEmpty() ? text : Address.parse(text).toString();
    }
}
