package io.keqing.search.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SavedSearch;
import io.keqing.search.SavedSearchRefusal;
import io.keqing.ui.Newest;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives a search its name, and says who sees it.
final class SaveDialog extends Dialog {
    static final int NAME_LENGTH = 100;

    private final TextField name = new TextField(getTranslation("search.saved.name"));
    private final Checkbox shared = new Checkbox(getTranslation("search.saved.share"));
    private final Newest work;
    private final transient Consumer<SavedSearch> done;

    /// Work on the search that the dialog is about.
    @FunctionalInterface
    interface Keeping {
        SavedSearch keep(String name, boolean shared);
    }

    /// @param old the search as it is kept, null for a new one
    /// @param done hears of what is kept now
    /// @param delete null where there is nothing to delete
    SaveDialog(
            @Nullable SavedSearch old,
            ExecutorService executor,
            Keeping keeping,
            Consumer<SavedSearch> done,
            @Nullable Runnable delete) {
        this.done = done;
        this.work = new Newest(this, executor);
        setHeaderTitle(getTranslation(old == null ? "search.saved.save" : "search.saved.edit"));
        addClassName("save-dialog");
        setWidth("26rem");
        name.setId("saved-name");
        name.setWidthFull();
        name.setMaxLength(NAME_LENGTH);
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        name.setAutofocus(true);
        shared.setId("saved-shared");
        shared.setHelperText(getTranslation("search.saved.share.help"));
        if (old != null) {
            name.setValue(old.name());
            shared.setValue(old.shared());
        }
        add(name, shared);
        Button save = new Button(getTranslation("ui.form.save"), click -> save(keeping));
        save.setId("saved-save");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(this);
        if (delete != null) {
            Button gone = new Button(getTranslation("search.saved.delete"), click -> {
                close();
                delete.run();
            });
            gone.setId("saved-delete");
            gone.addClassName("saved-delete");
            gone.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
            getFooter().add(gone);
        }
        getFooter().add(new Button(getTranslation("ui.form.cancel"), click -> close()), save);
    }

    private void save(Keeping keeping) {
        String called = name.getValue().strip();
        if (called.isEmpty()) {
            refuse(getTranslation("search.saved.name.missing"));
            return;
        }
        boolean everybody = shared.getValue();
        Callable<SavedSearch> kept = () -> keeping.keep(called, everybody);
        work.ask(
                kept,
                saved -> {
                    close();
                    done.accept(saved);
                },
                this::failed);
    }

    private void failed(Exception e) {
        switch (e) {
            case SavedSearchRefusal refusal
            when refusal.kind() == SavedSearchRefusal.Kind.CONFLICT -> refuse(getTranslation("search.saved.taken"));
            case SavedSearchRefusal refusal -> refuse(refusal.reason());
            case InvalidQueryException invalid -> refuse(invalid.label().in(getLocale()));
            case IndexUnavailableException down -> refuse(getTranslation("shell.searchIsDown"));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    private void refuse(String reason) {
        name.setErrorMessage(reason);
        name.setInvalid(true);
    }
}
