package dev.pluginlb.admin.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/** The JSON of the admin API: snake_case, ASCII only so that no text can steer a terminal, unknown fields passed over. */
public final class AdminJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private AdminJson() {}

    /** The mapper itself, for a server that wants one; not to be changed. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** @throws JsonProcessingException if the text is no such value */
    public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(text, type);
    }

    /** @throws JsonProcessingException if the value has no JSON */
    public static String write(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsString(value);
    }

    /** The same JSON, indented for people; other characters than ASCII escaped. */
    public static String pretty(String text) throws JsonProcessingException {
        JsonNode tree = MAPPER.readTree(text);
        return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree);
    }

    /** How a constant is spelled on the wire. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
