package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.CustomerTimeline.Page;
import io.keqing.profile.StoryCounts;
import io.keqing.profile.StoryCounts.Count;
import io.keqing.ui.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A button for each kind and channel there is, with how many entries it has; pressed ones are shown, none
/// pressed shows all. Each row is counted under what is pressed in the other.
final class TimelineFilters extends Div {
    private final transient Values values;
    private final Map<String, Button> kinds = new LinkedHashMap<>();
    private final Map<String, Button> channels = new LinkedHashMap<>();
    private final Set<String> chosenKinds = new LinkedHashSet<>();
    private final Set<String> chosenChannels = new LinkedHashSet<>();
    private final transient StoryCounts counts;

    TimelineFilters(StoryCounts counts, Values values, Runnable changed) {
        this.counts = counts;
        this.values = values;
        addClassName("timeline-filters");
        Page all = Page.newest(1);
        add(
                row(
                        "kinds",
                        InteractionFields.KIND.label().in(getLocale()),
                        counts.kinds(all),
                        kinds,
                        chosenKinds,
                        this::kindName,
                        changed),
                row(
                        "channels",
                        InteractionFields.CHANNEL.label().in(getLocale()),
                        counts.channels(all),
                        channels,
                        chosenChannels,
                        name -> EntryCells.channelName(name, getLocale()),
                        changed));
    }

    private Div row(
            String id,
            String label,
            List<Count> there,
            Map<String, Button> buttons,
            Set<String> chosen,
            Function<String, String> name,
            Runnable changed) {
        Div row = new Div();
        row.setId(id);
        row.addClassName("kinds");
        row.getElement().setAttribute("role", "group");
        row.getElement().setAttribute("aria-label", label);
        for (Count count : there) {
            String text = count.value().isEmpty() ? getTranslation("profile.story.without") : name.apply(count.value());
            Button button = new Button(text, new Span());
            button.setIconAfterText(true);
            button.addThemeVariants(ButtonVariant.SMALL);
            button.addClassName("kind-button");
            press(button, false);
            button.addClickListener(click -> {
                boolean pressed = chosen.add(count.value()) || !chosen.remove(count.value());
                press(button, pressed);
                changed.run();
            });
            buttons.put(count.value(), button);
            row.add(button);
        }
        // one button alone chooses nothing
        row.setVisible(there.size() > 1);
        return row;
    }

    private static void press(Button button, boolean pressed) {
        button.getElement().setAttribute("aria-pressed", String.valueOf(pressed));
    }

    /// The label of a kind, in whichever type it is one.
    private String kindName(String name) {
        return Stream.of(InteractionFields.KIND, FeedbackFields.KIND)
                .map(field -> field.kind() instanceof ValueKind.Choice choice ? choice.options() : List.<Option>of())
                .flatMap(List::stream)
                .filter(option -> option.value().equals(name))
                .map(option -> option.label().in(getLocale()))
                .findFirst()
                .orElse(name);
    }

    void count(Page asked) {
        show(kinds, counts.kinds(asked));
        show(channels, counts.channels(asked));
    }

    private void show(Map<String, Button> buttons, List<Count> now) {
        for (Count count : now) {
            Button button = buttons.get(count.value());
            if (button != null) {
                Span number = new Span(values.number(count.count(), getLocale()));
                number.addClassName("dim");
                button.setIcon(number);
                button.setClassName("none", count.count() == 0);
            }
        }
    }

    void choose(Set<String> wanted) {
        chosenChannels.clear();
        chosenKinds.clear();
        wanted.stream().filter(kinds::containsKey).forEach(chosenKinds::add);
        kinds.forEach((kind, button) -> press(button, chosenKinds.contains(kind)));
        channels.values().forEach(button -> press(button, false));
    }

    Set<String> kinds() {
        return Set.copyOf(chosenKinds);
    }

    Set<String> channels() {
        return Set.copyOf(chosenChannels);
    }
}
