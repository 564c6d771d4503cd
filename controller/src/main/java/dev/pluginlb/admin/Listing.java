package dev.pluginlb.admin;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which part of a long list is asked for, and in what order: {@code ?search=&sort=&order=&limit=&offset=}, so that a reader pays
 * for what it shows, however long the list is.
 *
 * @param words all of which must occur, in any case
 * @param limit 1 to {@value #MOST}
 */
record Listing<T>(List<String> words, Comparator<T> order, int limit, int offset) {

    static final int MOST = 500;

    private static final int USUAL = 50;
    private static final int LONGEST_SEARCH = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * A part of a list.
     *
     * @param total of the whole list
     * @param matched of them those that were searched for
     */
    record Part<T>(int total, int matched, List<T> rows) {}

    /**
     * @param usual the sort that is taken if none is said
     * @param sorts by name
     * @throws BadRequestResponse if the request asks for what there is not
     */
    static <T> Listing<T> of(Context ctx, String usual, SortedMap<String, Comparator<T>> sorts) {
        String sort = Optional.ofNullable(ctx.queryParam("sort")).orElse(usual);
        Comparator<T> order = Optional.ofNullable(sorts.get(sort))
                .orElseThrow(() -> new BadRequestResponse("sort: unknown (expected: one of " + sorts.keySet() + ")"));
        int limit = number(ctx, "limit", USUAL, MOST);
        if (limit == 0) {
            throw new BadRequestResponse("limit: 0 (expected: 1 to " + MOST + ")");
        }
        return new Listing<>(words(ctx), isDescending(ctx) ? order.reversed() : order, limit, offset(ctx));
    }

    /** @param text what is searched in */
    Part<T> among(List<T> all, Function<T, String> text) {
        List<T> found = words.isEmpty()
                ? all
                : all.stream().filter(one -> matches(text.apply(one))).toList();
        List<T> rows = found.stream().sorted(order).skip(offset).limit(limit).toList();
        return new Part<>(all.size(), found.size(), rows);
    }

    private boolean matches(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(lower::contains);
    }

    private static List<String> words(Context ctx) {
        String search = Optional.ofNullable(ctx.queryParam("search")).orElse("");
        if (search.length() > LONGEST_SEARCH) {
            throw new BadRequestResponse("search: too long (expected: at most " + LONGEST_SEARCH + " characters)");
        }
        return Stream.of(search.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isDescending(Context ctx) {
        String order = Optional.ofNullable(ctx.queryParam("order")).orElse("asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new BadRequestResponse("order: unknown (expected: asc or desc)");
        }
        return order.equals("desc");
    }

    private static int offset(Context ctx) {
        return number(ctx, "offset", 0, Integer.MAX_VALUE);
    }

    static int number(Context ctx, String name, int usual, int most) {
        String text = Optional.ofNullable(ctx.queryParam(name)).orElse(String.valueOf(usual));
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > most) {
            throw new BadRequestResponse(name + ": no such number (expected: 0 to " + most + ")");
        }
        return Integer.parseInt(text);
    }
}
