package dev.pluginlb.admin.view;

import dev.pluginlb.render.RenderedConfig;
import java.util.SortedMap;

/** The files of one release, content by name. */
public record ReleaseFilesView(String version, SortedMap<String, String> files) {

    public static ReleaseFilesView of(RenderedConfig release) {
        return new ReleaseFilesView(release.version(), release.files());
    }
}
