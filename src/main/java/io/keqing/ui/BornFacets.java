package io.keqing.ui;

import io.keqing.field.Sensitivity;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/// Makes facets of what files brought along, and takes them away again: for everybody and without a restart.
@Singleton
public final class BornFacets {
    private final Catalogue catalogue;
    private final RunTimeFields fields;
    private final RunTimeRegistry registry;

    BornFacets(Catalogue catalogue, RunTimeFields fields, RunTimeRegistry registry) {
        this.catalogue = catalogue;
        this.fields = fields;
        this.registry = registry;
    }

    /// Who decides about it, as `PUT /fields` has it.
    static boolean allowed(Viewer viewer) {
        return viewer.isAny(Role.ANALYST, Role.MANAGER, Role.ADMIN);
    }

    /// What is no facet yet and may be one that the viewer sees.
    List<RunTimeField> possible(String type, Viewer viewer) {
        return fields.all(type).stream()
                .filter(field -> !field.facet()
                        && field.sensitivity() != Sensitivity.SECRET
                        && Masking.searches(field.asField(), viewer))
                .toList();
    }

    /// @param name `attributes.NAME` or `answers.NAME`
    void show(String type, String name, boolean facet) {
        int dot = name.indexOf('.');
        fields.find(type, name.substring(0, dot), name.substring(dot + 1))
                .ifPresent(field ->
                        registry.change(catalogue.type(type), field, field.label(), field.sensitivity(), facet));
    }
}
