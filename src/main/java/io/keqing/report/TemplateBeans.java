package io.keqing.report;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.search.SearchUrl;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;

/// The templates of plain records.
@Factory
final class TemplateBeans {
    @Singleton
    RecordsTemplate customers(SearchUrl url) {
        return new RecordsTemplate(
                CustomerFields.ALL, List.of("tier", "lifecycle", "valueBand", "province", "industry", "acquired"), url);
    }

    @Singleton
    RecordsTemplate interactions(SearchUrl url) {
        return new RecordsTemplate(
                InteractionFields.ALL, List.of("kind", "channel", "status", "product", "category", "topic"), url);
    }

    @Singleton
    RecordsTemplate feedback(SearchUrl url) {
        return new RecordsTemplate(
                FeedbackFields.ALL, List.of("kind", "survey", "touchpoint", "channel", "product"), url);
    }
}
