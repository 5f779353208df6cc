package io.keqing.ui;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.browserless.internal.Routes;
import com.vaadin.browserless.mocks.MockService;
import com.vaadin.browserless.mocks.MockVaadinServlet;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServletService;
import com.vaadin.flow.server.VaadinSession;
import io.keqing.account.SessionUser;
import io.keqing.account.SignIn;
import io.keqing.vaadin.MicronautInstantiator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.node.JsonNodeFactory;

/// The shell and its views without a browser: the same routes, layouts and objects as in the portal, taken from
/// Micronaut. Tests of views extend it and carry `@MicronautTest(transactional = false)`.
public abstract class BrowserlessShell extends BrowserlessTest {
    @Inject
    ApplicationContext context;

    @BeforeEach
    @Override
    protected void initVaadinEnvironment() {
        scanTesters();
        Routes routes = new Routes(beans(Route.class), errorViews(), beans(Layout.class), false);
        MockVaadin.setup(UI::new, new Servlet(routes), lookupServices());
        initSignalsSupport();
    }

    @AfterEach
    @Override
    protected void cleanVaadinEnvironment() {
        super.cleanVaadinEnvironment();
    }

    @SuppressWarnings("unchecked")
    private <T> Set<Class<? extends T>> beans(Class<? extends Annotation> annotation) {
        Set<Class<? extends T>> types = new HashSet<>();
        context.getBeanDefinitions(Object.class, Qualifiers.byStereotype(annotation))
                .forEach(bean -> types.add((Class<? extends T>) (Class<?>) bean.getBeanType()));
        return types;
    }

    @SuppressWarnings("unchecked")
    private Set<Class<? extends HasErrorParameter<?>>> errorViews() {
        Set<Class<? extends HasErrorParameter<?>>> views = new HashSet<>();
        context.getBeanDefinitions(HasErrorParameter.class)
                .forEach(bean -> views.add((Class<? extends HasErrorParameter<?>>) (Class<?>) bean.getBeanType()));
        return views;
    }

    /// Makes this session one of the given user, who must exist with this password.
    protected final void signIn(String name, String password) {
        SignIn.Outcome outcome = context.getBean(SignIn.class).withPassword(name, password);
        if (!(outcome instanceof SignIn.Outcome.Accepted accepted)) {
            throw new IllegalArgumentException("No such user or password: " + name);
        }
        VaadinSession.getCurrent().getSession().setAttribute(SessionUser.KEY, accepted.session());
    }

    /// Waits until no question is on its way to an engine and every answer is on the screen.
    ///
    /// @throws AssertionError where that takes longer than 20 s
    protected final void settle() {
        ScreenWork work = context.getBean(ScreenWork.class);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        VaadinSession session = VaadinSession.getCurrent();
        long begun;
        boolean idle;
        do {
            begun = work.begun();
            idle = work.isIdle();
            if (!idle) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            session.getService().runPendingAccessTasks(session);
            roundTrip();
            paint();
            if (System.nanoTime() > end) {
                throw new AssertionError("the screen is still asking after 20 s");
            }
            // an answer may have led to another question
        } while (!idle || work.begun() != begun);
    }

    /// What a browser would answer to [Painted].
    private static void paint() {
        UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .filter(asked -> asked.getInvocation().getExpression().contains(Painted.EXPRESSION))
                .forEach(asked -> asked.complete(JsonNodeFactory.instance.nullNode()));
    }

    private final class Servlet extends MockVaadinServlet {
        private final transient Routes views;

        Servlet(Routes views) {
            super(views, UI::new);
            this.views = views;
        }

        @Override
        protected VaadinServletService createServletService(DeploymentConfiguration configuration) {
            VaadinServletService service = new MockService(this, configuration, UI::new) {
                @Override
                protected Instantiator createInstantiator() {
                    return new MicronautInstantiator(this, context);
                }
            };
            try {
                service.init();
                views.register(service.getContext());
            } catch (ServiceException e) {
                throw new IllegalStateException("Vaadin did not start", e);
            }
            return service;
        }
    }
}
