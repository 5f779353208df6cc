package io.keqing.search.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keqing.search.SearchQuery;
import java.util.function.Consumer;

/// The one box. It asks when Enter is pressed or the box is left, not at every letter: half a word typed with a Chinese
/// input method is no question. The key `/` brings the cursor here from anywhere.
final class QueryBox extends TextField {
    QueryBox(Consumer<String> asked) {
        setId("query");
        addClassName("query-box");
        setWidthFull();
        setPlaceholder(getTranslation("search.query.placeholder"));
        setAriaLabel(getTranslation("search.query"));
        setPrefixComponent(new Icon(VaadinIcon.SEARCH));
        setClearButtonVisible(true);
        setMaxLength(SearchQuery.MAX_WORDS);
        setValueChangeMode(ValueChangeMode.ON_CHANGE);
        setManualValidation(true);
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                asked.accept(change.getValue().strip());
            }
        });
    }

    /// Says below the box what rule the question breaks.
    void refuse(String reason) {
        setErrorMessage(reason);
        setInvalid(true);
    }

    void accept() {
        setInvalid(false);
        setErrorMessage(null);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        getElement().executeJs("""
                if (this.slash) return;
                this.slash = e => {
                  const at = e.composedPath()[0];
                  const typing = at.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(at.tagName);
                  if (e.key !== '/' || typing || e.ctrlKey || e.metaKey || e.altKey) return;
                  if (!this.isConnected) { document.removeEventListener('keydown', this.slash); return; }
                  e.preventDefault();
                  this.focus();
                  this.inputElement.select();
                };
                document.addEventListener('keydown', this.slash);""");
    }
}
