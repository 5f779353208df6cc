package io.keqing.ui;

import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import com.vaadin.flow.server.VaadinService;
import io.keqing.record.Region;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What calendars say. Their dates are typed and shown as 2025-03-31 in both languages: short, and not to be mistaken.
public final class DateTexts {
    private static final List<DayOfWeek> FROM_SUNDAY = List.of(
            DayOfWeek.SUNDAY,
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY,
            DayOfWeek.SATURDAY);

    private DateTexts() {}

    public static DatePickerI18n of(Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        return new DatePickerI18n()
                .setDateFormat("yyyy-MM-dd")
                .setMonthNames(Arrays.stream(Month.values())
                        .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                        .toList())
                .setWeekdays(names(TextStyle.FULL_STANDALONE, locale))
                .setWeekdaysShort(names(TextStyle.NARROW_STANDALONE, locale))
                .setFirstDayOfWeek(weekStart().getValue() % DayOfWeek.values().length)
                .setToday(chinese ? "今天" : "Today")
                .setCancel(chinese ? "取消" : "Cancel");
    }

    /// As the portal is set; Monday where no portal runs.
    private static DayOfWeek weekStart() {
        VaadinService service = VaadinService.getCurrent();
        return service == null
                ? DayOfWeek.MONDAY
                : service.getInstantiator().getOrCreate(Region.class).weekStart();
    }

    private static List<String> names(TextStyle style, Locale locale) {
        return FROM_SUNDAY.stream()
                .map(day -> day.getDisplayName(style, locale))
                .toList();
    }
}
