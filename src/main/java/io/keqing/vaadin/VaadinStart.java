package io.keqing.vaadin;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.di.LookupInitializer;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.server.startup.ErrorNavigationTargetInitializer;
import com.vaadin.flow.server.startup.LookupServletContainerInitializer;
import com.vaadin.flow.server.startup.RouteRegistryInitializer;
import com.vaadin.flow.server.startup.VaadinAppShellInitializer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs Vaadin's own start-up steps with the classes Micronaut wrote down when it compiled them. A class-path scan
/// would cost seconds of every start; its price is that a view without a scope annotation is not found at all.
@Singleton
final class VaadinStart implements ServletContainerInitializer {
    private final ApplicationContext context;

    VaadinStart(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> scanned, ServletContext servlets) throws ServletException {
        // the look-up first: the others wait for it
        new LookupServletContainerInitializer().onStartup(Set.of(LookupInitializer.class), servlets);
        new RouteRegistryInitializer().onStartup(annotated(Route.class, RouteAlias.class, Layout.class), servlets);
        new ErrorNavigationTargetInitializer().onStartup(implementing(HasErrorParameter.class), servlets);
        new VaadinAppShellInitializer().onStartup(implementing(AppShellConfigurator.class), servlets);
    }

    @SafeVarargs
    private Set<Class<?>> annotated(Class<? extends Annotation>... annotations) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (Class<? extends Annotation> annotation : annotations) {
            context.getBeanDefinitions(Object.class, Qualifiers.byStereotype(annotation))
                    .forEach(bean -> classes.add(bean.getBeanType()));
        }
        return classes;
    }

    private <T> Set<Class<?>> implementing(Class<T> type) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        context.getBeanDefinitions(type).forEach(bean -> classes.add(bean.getBeanType()));
        return classes;
    }
}
