package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;

/// A field and where it lies in the index.
///
/// @param path its name in the mapping
record Place(Field<?> field, String path) {
    static Place of(Field<?> field) {
        return new Place(field, path(field));
    }

    /// The one rule between catalogue and mapping: a copied value loses its dot, because `customer` itself is a
    /// keyword there and no object.
    static String path(Field<?> field) {
        return field.name().replace('.', '_');
    }

    /// The number of the record that a reference points to.
    static String keyPath(Field<?> reference) {
        return path(reference) + "Key";
    }

    /// How a name is read in Pinyin, beside the name: nobody searches it who may not search the name.
    static String pinyinPath(Field<?> name) {
        return path(name) + "_pinyin";
    }

    /// The forms by which numbers and addresses of people are found, beside them:
    /// [io.keqing.privacy.ContactForms].
    static String formsPath(Field<?> contact) {
        return path(contact) + "_forms";
    }

    /// Every id of the record that a reference points to.
    static String idsPath(Field<?> reference) {
        return path(reference) + "Ids";
    }

    /// Running text has stems and words beside it; a name is what results can be ordered by, and what tells who
    /// somebody is.
    static boolean isRunning(Field<?> field) {
        return field.kind() instanceof ValueKind.Text
                && !field.has(Use.SORT)
                && field.sensitivity() == Sensitivity.OPEN;
    }

    /// A name copied from the record that this one belongs to.
    static boolean isCopied(Field<?> field) {
        return field.derived() && field.name().indexOf('.') > 0;
    }

    /// Where a name stands whole.
    String whole() {
        return path + ".order";
    }

    /// What results are ordered by.
    String order(NameOrder names) {
        return field.kind() instanceof ValueKind.Text ? names.path(field) : path;
    }

    /// The same text, parted between letters and digits.
    String codes() {
        return path + ".codes";
    }

    /// Whether the field was born at run time: only those lie below others.
    boolean isRunTime() {
        return path.indexOf('.') > 0;
    }

    /// Whether a record may have several values of the field, as any field born at run time may.
    boolean several() {
        return field.kind() instanceof ValueKind.Keywords || isRunTime();
    }
}
