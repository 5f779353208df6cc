package io.keqing.segment.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.keqing.rest.Problem;
import io.keqing.segment.Rfm;
import io.keqing.segment.Scheme;
import io.keqing.segment.SchemeDefinition;
import io.keqing.segment.Schemes;
import io.micronaut.core.io.Writable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Recency, frequency and money of everybody who has ordered.
@Controller("/api/v1/customers/rfm")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class RfmController {
    private static final String NDJSON = "application/x-ndjson";
    private static final JsonFactory LINES = new JsonFactory();

    private final Rfm rfm;
    private final Schemes schemes;

    RfmController(Rfm rfm, Schemes schemes) {
        this.schemes = schemes;
        this.rfm = rfm;
    }

    /// One line for each customer with an order up to the end of a day, scored by the quintiles of that day over all
    /// history.
    ///
    /// @param asOf a day such as 2025-03-31; left out = today
    /// @param source whose customers are scored, among themselves; left out = all
    @Get
    @Produces(NDJSON)
    HttpResponse<Writable> get(@QueryValue @Nullable String asOf, @QueryValue @Nullable String source) {
        LocalDate day = day(asOf);
        Writable lines = writer -> write(day, source, writer);
        // a cache on the way must not keep who we know
        return HttpResponse.ok(lines).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private LocalDate day(@Nullable String asOf) {
        if (asOf == null || asOf.isBlank()) {
            return rfm.today();
        }
        try {
            return LocalDate.parse(asOf);
        } catch (DateTimeParseException e) {
            throw Problem.unprocessable("asOf must be a day such as 2025-03-31, was \"" + asOf + "\"");
        }
    }

    private void write(LocalDate day, @Nullable String source, Writer writer) throws IOException {
        try (JsonGenerator json = LINES.createGenerator(writer)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            SchemeDefinition scheme = schemes.inForce(Scheme.RFM);
            rfm.scored(day, source, customer -> line(json, customer, scheme));
            json.writeRaw('\n');
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void line(JsonGenerator json, Rfm.Scored customer, SchemeDefinition scheme) {
        try {
            json.writeStartObject();
            json.writeStringField("source", customer.customer().source());
            json.writeStringField("id", customer.customer().id());
            json.writeNumberField("recencyDays", customer.recencyDays());
            json.writeNumberField("orders", customer.orders());
            json.writeNumberField("spent", customer.spent());
            json.writeNumberField("r", customer.r());
            json.writeNumberField("f", customer.f());
            json.writeNumberField("m", customer.m());
            json.writeStringField("cell", customer.cell());
            json.writeStringField("class", customer.classBy(scheme));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
