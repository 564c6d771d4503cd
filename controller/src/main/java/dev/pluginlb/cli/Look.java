package dev.pluginlb.cli;

/**
 * How text is to look for its reader.
 *
 * @param columns the longest line, in characters; {@link #UNBOUNDED} outside a terminal
 */
record Look(Palette palette, int columns) {

    static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Stands where something was cut off. */
    static final String CUT = ">";

    private static final String MIDDLE = "..";
    private static final int LEAST_MIDDLE = 12;

    /** For files and programs. */
    static final Look PLAIN = new Look(Palette.NONE, UNBOUNDED);

    /** Whether there are colours. */
    enum Palette {
        COLOURS,
        NONE
    }

    /** The text, or what of it fits into a line. */
    String fit(String text) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - CUT.length())) + CUT;
    }

    /** The text, or what of its beginning and its end fits into so many characters. */
    static String fitMiddle(String text, int room) {
        if (text.length() <= room || room < LEAST_MIDDLE) {
            return text;
        }
        int end = room * 2 / 3;
        return text.substring(0, room - end - MIDDLE.length()) + MIDDLE + text.substring(text.length() - end);
    }

    /** The text in that colour, if there are colours. */
    String paint(Ink ink, String text) {
        return palette == Palette.COLOURS ? ink.on(text) : text;
    }
}
