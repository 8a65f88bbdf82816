import type { PathDoctor } from '../api/services.ts';
import type { Clock, EngineSettings, PathReport } from '../contract/index.ts';
import { examinePaths } from '../paths/index.ts';
import { runsInContainer } from './boot.ts';
import { localFolder } from './local-folder.ts';
import type { Workspace } from './workspace.ts';

/** The path doctor over the workspace in force; who asks while it looks gets the same report. */
export function pathDoctor({ workspace, clock }: { workspace: () => Workspace; clock: Clock }): PathDoctor {
  const inContainer = runsInContainer(false);
  const examine = (settings: EngineSettings): Promise<PathReport> =>
    examinePaths(settings, { inContainer, local: localFolder, now: () => clock.now() });
  let running: Promise<PathReport> | null = null;
  return {
    report: () => {
      running ??= examine(workspace().resolved.engine).finally(() => {
        running = null;
      });
      return running;
    },
    reportFor: async (request) => {
      const candidate = await workspace().config.candidate(request);
      if (!candidate.ok) return candidate;
      return { ok: true, report: await examine(candidate.settings) };
    },
  };
}
