package io.keqing.vaadin;

import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.VaadinServletService;
import io.micronaut.context.ApplicationContext;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/// Vaadin, whose objects come from Micronaut.
final class ScreenServlet extends VaadinServlet {
    private final transient ApplicationContext context;

    ScreenServlet(ApplicationContext context) {
        this.context = context;
    }

    @Override
    protected VaadinServletService createServletService(DeploymentConfiguration configuration) throws ServiceException {
        VaadinServletService service = new Service(this, configuration, context);
        service.init();
        return service;
    }

    private static final class Service extends VaadinServletService {
        private final transient ApplicationContext context;

        Service(VaadinServlet servlet, DeploymentConfiguration configuration, ApplicationContext context) {
            super(servlet, configuration);
            this.context = context;
        }

        @Override
        protected Instantiator createInstantiator() {
            return new MicronautInstantiator(this, context);
        }

        /// Themes and styles lie in `META-INF/resources` of jars, which a full web container would have merged.
        @Override
        public @Nullable URL getStaticResource(String path) {
            URL url = super.getStaticResource(path);
            if (url != null || path.endsWith("/") || path.contains("..")) {
                return url;
            }
            return ScreenServlet.class.getResource("/META-INF/resources" + (path.startsWith("/") ? path : "/" + path));
        }
    }
}
