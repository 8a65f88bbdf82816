export { catalogue, fieldByPattern } from './catalogue/index.ts';
export type { Field } from './catalogue/index.ts';
export { parseToml } from './document/text.ts';
export { emptyEnvironment, readEnvironment } from './environment.ts';
export type { Environment, EnvironmentResult } from './environment.ts';
export { locateConfig } from './location.ts';
export type { ConfigLocation, LocationOptions } from './location.ts';
export { classify } from './reload/classify.ts';
export type { ReloadPlan } from './reload/classify.ts';
export { resolveSettings } from './resolve/index.ts';
export type { ResolvedSettings, SupervisorSettings, WebUiSettings } from './resolve/index.ts';
export { createConfigService } from './service/index.ts';
export type {
  ApplyPlan,
  ApplyResult,
  ConfigService,
  ConfigServiceOptions,
  OpenedConfig,
  SaveResult,
} from './service/types.ts';
export { generateDefault } from './template.ts';
export type { Tree } from './tree.ts';
export { configVersion } from './version.ts';
