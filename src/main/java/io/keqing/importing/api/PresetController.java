package io.keqing.importing.api;

import io.keqing.importing.Mapping;
import io.keqing.importing.Mappings;
import io.keqing.importing.Presets;
import io.keqing.privacy.Viewer;
import io.keqing.rest.Problem;
import io.micronaut.core.io.Readable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Mappings for the next file of the same kind: built in for what other systems export, or kept.
@Controller("/api/v1/presets")
@Secured("ADMIN")
@Tag(name = "imports")
final class PresetController {
    private static final int LONGEST = 1 << 20;

    private final Presets presets;
    private final Mappings mappings;

    PresetController(Presets presets, Mappings mappings) {
        this.presets = presets;
        this.mappings = mappings;
    }

    /// All of them: those kept, then those built in.
    @Get
    List<PresetAnswer> all() {
        return presets.all().stream().map(PresetAnswer::of).toList();
    }

    /// A mapping as JSON, built in or kept.
    @Get("/{name}")
    @Produces(MediaType.APPLICATION_JSON)
    byte[] get(String name) {
        return presets.find(name)
                .map(preset -> preset.mapping().json())
                .orElseThrow(() -> Problem.notFound("There is no preset \"" + name + "\""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Keeps a mapping, in the place of one of the same name. The names of those built in are taken.
    @Put("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void put(String name, @Body Readable body, Viewer viewer) throws IOException {
        if (presets.isBuiltIn(name)) {
            throw Problem.conflict("The preset \"" + name + "\" is built-in, keep yours under another name");
        }
        byte[] bytes;
        try (InputStream in = body.asInputStream()) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw Problem.tooLarge("A mapping must have at most " + LONGEST + " bytes");
        }
        Mapping mapping = mappings.read(new String(bytes, StandardCharsets.UTF_8));
        try {
            presets.keep(name, mapping, viewer);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }
}
