import { UserConfigFn } from 'vite';
import { overrideVaadinConfig } from './vite.generated';

const customConfig: UserConfigFn = (env) => ({
  // as Vaadin generates it; kept here so that a build leaves the folder as it was
});

export default overrideVaadinConfig(customConfig);
