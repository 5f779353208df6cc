package io.keqing.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A report that comes round again, and where it goes besides the list of reports.
///
/// @param folder whether a copy goes to the folder that the operator has set
/// @param mail who is told by e-mail that it is there
record ScheduledReport(String name, ReportRequest request, boolean folder, List<String> mail) {
    private static final JsonMapper JSON = new JsonMapper();

    ScheduledReport {
        mail = List.copyOf(mail);
    }

    /// As the schedule hands it to its jobs.
    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("schedule", name);
        json.put("request", request.json());
        json.put("folder", folder);
        mail.forEach(json.putArray("mail")::add);
        return json.toString();
    }

    static ScheduledReport of(String payload) {
        JsonNode json;
        try {
            json = JSON.readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException("a kept schedule must be JSON, as it was written", e);
        }
        List<String> mail = new ArrayList<>();
        json.path("mail").forEach(address -> mail.add(address.asText()));
        return new ScheduledReport(
                json.path("schedule").asText(),
                ReportRequest.of(json.path("request").asText()),
                json.path("folder").asBoolean(),
                mail);
    }
}
