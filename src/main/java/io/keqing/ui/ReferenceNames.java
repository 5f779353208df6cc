package io.keqing.ui;

import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import java.util.Collection;
import java.util.Map;

/// What records of a type are called where others refer to them. Bean of the room that owns the type.
public interface ReferenceNames {
    String type();

    /// The names as `viewer` may see them; a record without one, or whose name is masked, is left out.
    Map<RecordId, String> names(Collection<RecordId> ids, Viewer viewer);
}
