package io.keqing.profile.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.customer.DerivedFields.Derived;
import io.keqing.field.Label;
import io.keqing.profile.BuyingHabits.Amounts;
import io.keqing.profile.BuyingHabits.Habits;
import io.keqing.profile.BuyingHabits.Month;
import io.keqing.profile.BuyingHabits.Share;
import io.keqing.profile.BuyingHabits.Shares;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.ScoreHistory.Answer;
import io.keqing.profile.SimilarCustomers.Alike;
import io.keqing.profile.SimilarCustomers.Shared;
import io.keqing.profile.StoryCounts.Count;
import io.keqing.record.RecordJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of a customer's page as REST writes them.
final class ProfileJson {
    private ProfileJson() {}

    /// Writes one member of a list.
    @FunctionalInterface
    interface Member<T> {
        void write(JsonGenerator json, T member) throws IOException;
    }

    static <T> void list(JsonGenerator json, String name, List<T> members, Member<T> each) throws IOException {
        json.writeArrayFieldStart(name);
        for (T member : members) {
            json.writeStartObject();
            each.write(json, member);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void optional(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            RecordJson.value(json, value);
        }
    }

    static void entry(JsonGenerator json, Entry entry) throws IOException {
        json.writeStringField("type", entry.type());
        RecordJson.identity(json, entry.id());
        optional(json, "at", entry.at());
        json.writeObjectFieldStart("fields");
        RecordJson.fields(json, entry.fields());
        json.writeEndObject();
    }

    static void fact(JsonGenerator json, Derived fact) throws IOException {
        json.writeStringField("field", fact.field().name());
        label(json, "label", fact.field().label());
        optional(json, "value", fact.value());
        label(json, "because", fact.because());
        optional(json, "since", fact.since());
        json.writeFieldName("kinds");
        RecordJson.value(json, fact.kinds().stream().sorted().toList());
    }

    private static void label(JsonGenerator json, String name, Label label) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("zh", label.zh());
        json.writeStringField("en", label.en());
        json.writeEndObject();
    }

    static void count(JsonGenerator json, Count count) throws IOException {
        json.writeStringField("value", count.value());
        json.writeNumberField("count", count.count());
    }

    static void answer(JsonGenerator json, Answer answer) throws IOException {
        RecordJson.identity(json, answer.id());
        optional(json, "at", answer.at());
        optional(json, "survey", answer.survey().isEmpty() ? null : answer.survey());
        optional(json, "nps", answer.nps());
        optional(json, "csat", answer.csat());
        optional(json, "ces", answer.ces());
    }

    static void habits(JsonGenerator json, Habits habits) throws IOException {
        json.writeNumberField("orders", habits.orders());
        json.writeNumberField("returns", habits.returns());
        json.writeNumberField("coming", habits.coming());
        shares(json, "products", habits.products());
        shares(json, "categories", habits.categories());
        shares(json, "channels", habits.channels());
        list(json, "amounts", habits.amounts(), ProfileJson::amounts);
        list(json, "months", habits.months(), ProfileJson::month);
        json.writeObjectFieldStart("gap");
        json.writeNumberField("days", habits.gaps().days());
        json.writeNumberField("gaps", habits.gaps().gaps());
        optional(json, "median", habits.gaps().median());
        json.writeEndObject();
    }

    private static void shares(JsonGenerator json, String name, Shares shares) throws IOException {
        json.writeObjectFieldStart(name);
        list(json, "values", shares.named(), ProfileJson::share);
        json.writeNumberField("others", shares.others());
        json.writeNumberField("without", shares.without());
        json.writeEndObject();
    }

    private static void share(JsonGenerator json, Share share) throws IOException {
        json.writeStringField("value", share.value());
        json.writeNumberField("orders", share.orders());
        optional(json, "quantity", share.quantity());
    }

    private static void amounts(JsonGenerator json, Amounts amounts) throws IOException {
        json.writeStringField("currency", amounts.currency());
        json.writeNumberField("orders", amounts.orders());
        json.writeNumberField("priced", amounts.priced());
        optional(json, "median", amounts.median());
        optional(json, "ordered", amounts.ordered());
        optional(json, "returned", amounts.returned());
        optional(json, "net", amounts.net());
    }

    private static void month(JsonGenerator json, Month month) throws IOException {
        optional(json, "month", month.month() == null ? null : month.month().toString());
        json.writeStringField("currency", month.currency());
        json.writeNumberField("orders", month.orders());
        json.writeNumberField("returns", month.returns());
        optional(json, "net", month.net());
    }

    static void alike(JsonGenerator json, Alike alike) throws IOException {
        RecordJson.identity(json, alike.id());
        json.writeNumberField("weight", alike.weight());
        json.writeObjectFieldStart("fields");
        RecordJson.fields(json, alike.fields());
        json.writeEndObject();
        list(json, "shared", alike.shared(), ProfileJson::shared);
    }

    private static void shared(JsonGenerator json, Shared shared) throws IOException {
        json.writeStringField("field", shared.field().name());
        json.writeStringField("value", shared.value());
        if (shared.orders() > 0) {
            json.writeNumberField("orders", shared.orders());
        }
    }
}
