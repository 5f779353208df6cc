package io.keqing.vaadin;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.auth.MenuAccessControl;
import io.micronaut.context.ApplicationContext;
import java.util.stream.Stream;

/// Views, layouts and listeners come from Micronaut where it has a bean definition, from Vaadin's own instantiation
/// else. Views are `@Prototype`: one per visit.
public final class MicronautInstantiator extends DefaultInstantiator {
    private final transient ApplicationContext context;

    public MicronautInstantiator(VaadinService service, ApplicationContext context) {
        super(service);
        this.context = context;
    }

    @Override
    public Stream<VaadinServiceInitListener> getServiceInitListeners() {
        return Stream.concat(super.getServiceInitListeners(), context.streamOfType(VaadinServiceInitListener.class));
    }

    @Override
    public <T> T getOrCreate(Class<T> type) {
        return context.containsBean(type) ? context.getBean(type) : super.getOrCreate(type);
    }

    @Override
    public <T extends Component> T createComponent(Class<T> type) {
        return context.containsBean(type) ? context.getBean(type) : super.createComponent(type);
    }

    @Override
    public MenuAccessControl getMenuAccessControl() {
        return context.findBean(MenuAccessControl.class).orElseGet(super::getMenuAccessControl);
    }

    @Override
    public I18NProvider getI18NProvider() {
        return context.findBean(I18NProvider.class).orElseGet(super::getI18NProvider);
    }
}
