package dev.pluginlb.cli;

/** Words of the wire as people read them. */
final class Words {

    private Words() {}

    static String plain(String word) {
        return word.replace('_', ' ');
    }
}
