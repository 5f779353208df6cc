package io.keqing.similar;

import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.TextMask;
import io.keqing.record.Document;
import io.keqing.search.elastic.Simplified;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text as the models read it: what it says of an issue ([IssueText]), without the numbers and addresses of
/// people, in Simplified characters, its blanks made one.
///
/// @param text what the model reads
/// @param words what is looked up by words: the same, and what went wrong according to a log
/// @param codes what names one thing exactly, see [Codes]
/// @param hash of model and text
/// @param leftOut what was not read
record ReadText(String text, String words, List<String> codes, TextModel model, UUID hash, List<LeftOut> leftOut) {
    /// Kinds of interactions in which somebody says what is the matter.
    static final Set<String> KINDS = Set.of("enquiry", "case", "complaint", "call", "message");

    /// Types whose records have such texts.
    static final List<String> TYPES = List.of(InteractionFields.TYPE, FeedbackFields.TYPE);

    private static final int MOST_CHARACTERS = 8_000;

    /// @return empty where nothing in the text can be read
    static Optional<ReadText> of(String text) {
        return of(IssueText.read(text));
    }

    private static Optional<ReadText> of(IssueText issue) {
        String clean = clean(issue.meaning());
        if (clean.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Optional.empty();
        }
        TextModel model = TextModel.of(clean);
        return Optional.of(new ReadText(
                clean,
                clean(issue.words()),
                Codes.of(issue.words()),
                model,
                hash(model.file() + '\n' + clean),
                issue.leftOut()));
    }

    private static String clean(String text) {
        String masked = TextMask.mask(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text)
                .text();
        // the models know hardly any Traditional characters
        return Simplified.of(masked.strip().replaceAll("\\s+", " "));
    }

    /// What the record says, in subject and body or in the comment, each read by itself: a body that only
    /// quotes has nothing to add to its subject.
    ///
    /// @return empty where it says nothing, or is of a kind that tells of no issue
    static Optional<ReadText> of(Document document) {
        List<IssueText> parts = texts(document).map(IssueText::read).toList();
        return parts.isEmpty() ? Optional.empty() : of(IssueText.joined(parts));
    }

    /// The same as its author wrote it.
    static Optional<String> said(Document document) {
        String said = texts(document).collect(Collectors.joining("\n"));
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    private static Stream<String> texts(Document document) {
        List<Field<String>> fields;
        if (document.fields().type().equals(FeedbackFields.TYPE)) {
            fields = List.of(FeedbackFields.COMMENT);
        } else if (document.fields().type().equals(InteractionFields.TYPE)
                && KINDS.contains(String.valueOf(document.get(InteractionFields.KIND)))) {
            fields = List.of(InteractionFields.SUBJECT, InteractionFields.BODY);
        } else {
            return Stream.empty();
        }
        return fields.stream()
                .flatMap(field -> Stream.ofNullable(document.get(field)))
                .filter(text -> !text.isBlank())
                .distinct();
    }

    private static UUID hash(String text) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
