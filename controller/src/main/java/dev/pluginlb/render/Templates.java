package dev.pluginlb.render;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The FreeMarker templates: the packaged ones, each replaced by the operator's file of the same name if there is one.
 *
 * <p>Set up so that the same model gives the same bytes on every machine: no locale, no number grouping, UTF-8. A
 * template can create no Java object.
 */
final class Templates implements TextSource {

    private static final String PACKAGED = "/templates";

    private final Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);

    Templates(Optional<Path> overrides) {
        freemarker.setTemplateLoader(loader(overrides));
        freemarker.setDefaultEncoding(StandardCharsets.UTF_8.name());
        freemarker.setLocale(Locale.ROOT);
        freemarker.setNumberFormat("computer");
        freemarker.setLocalizedLookup(false);
        // Whether a file has changed is looked up when told to forget: at each use it would cost more than filling it
        // in.
        freemarker.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setWrapUncheckedExceptions(true);
    }

    /**
     * Fills in a template as it was when it was used first, or after the last {@link #forget}.
     *
     * @throws TemplateRefusedException if the template is broken or asks for something that is not there
     */
    @Override
    public Filled fill(String name, Map<String, Object> model) {
        try {
            StringWriter text = new StringWriter();
            Asked asked = new Asked(model, freemarker.getObjectWrapper());
            template(name).process(asked, text);
            return new Filled(text.toString(), asked.answers());
        } catch (TemplateException broken) {
            throw refused(where(broken, name), broken.getMessageWithoutStackTop(), broken);
        } catch (IOException unreadable) {
            throw refused(name, unreadable.toString(), unreadable);
        }
    }

    @Override
    public void forget() {
        freemarker.clearTemplateCache();
    }

    private Template template(String name) throws IOException {
        try {
            return freemarker.getTemplate(name);
        } catch (ParseException broken) {
            throw unparsable(broken);
        } catch (IOException failed) {
            // Asked again for a template it found broken, FreeMarker says only that it was; the cause says what.
            if (failed.getCause() instanceof ParseException broken) {
                throw unparsable(broken);
            }
            throw failed;
        }
    }

    private static TemplateRefusedException unparsable(ParseException broken) {
        return refused(broken.getTemplateName() + ":" + broken.getLineNumber(), broken.getEditorMessage(), broken);
    }

    private static String where(TemplateException broken, String name) {
        String file = broken.getTemplateSourceName();
        Integer line = broken.getLineNumber();
        return (file == null ? name : file) + (line == null ? "" : ":" + line);
    }

    private static TemplateRefusedException refused(String where, String what, Throwable cause) {
        return new TemplateRefusedException(
                where + ": " + what + " (expected: a FreeMarker template that fits the packaged one of that name)",
                cause);
    }

    private static TemplateLoader loader(Optional<Path> overrides) {
        TemplateLoader packaged = new ClassTemplateLoader(Templates.class, PACKAGED);
        return new MultiTemplateLoader(Stream.concat(overrides.map(Templates::folder).stream(), Stream.of(packaged))
                .toArray(TemplateLoader[]::new));
    }

    private static TemplateLoader folder(Path overrides) {
        try {
            return new FileTemplateLoader(overrides.toFile());
        } catch (IOException missing) {
            throw new TemplateRefusedException(
                    "nginx.templates: " + overrides + " (expected: a readable folder)", missing);
        }
    }
}
