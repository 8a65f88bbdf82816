import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Clock } from './contract/index.ts';
import { surviveClosedOutput } from './closed-output.ts';
import { checkConfig, generateConfig } from './host/config-commands.ts';
import { exitCode, parseFlags, usage } from './options.ts';
import type { Flags } from './options.ts';
import { createServer } from './server.ts';
import { createNodeHost } from './supervisor/index.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const secondSignalWithinMs = 10_000;
/** supervisor.md 4.2: budget of a stop after an error nobody caught. */
const crashGraceSeconds = 3;

const version = (): string => {
  const file = [path.join(here, '../../package.json'), path.join(here, '../package.json')].find((candidate) =>
    existsSync(candidate),
  );
  return file ? z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version : '0.0.0';
};

async function run(flags: Flags): Promise<number> {
  const result = await createServer({
    flags,
    env: process.env,
    childHost: createNodeHost({ workerFile: path.join(here, 'worker.js') }),
    panelDir: path.join(here, '../renderer'),
    version: version(),
    clock,
    onSecond: () => undefined,
  });
  if (!result.ok) {
    console.error(result.message);
    return result.exitCode;
  }
  const { server } = result;
  const problem = server.problem();
  const when = problem === null ? 'serves' : 'will serve, once it can listen,';
  console.log(`qBitrr Desktop ${version()} ${when} its panel at ${server.panelUrl()}`);
  console.log(`Sign in once with this link (ten minutes): ${server.signInUrl()}`);
  return new Promise((resolve) => {
    let first: number | null = null;
    const end = async (code: number, graceSeconds?: number): Promise<void> => {
      try {
        await server.stop(graceSeconds);
        resolve(code);
      } catch (error) {
        console.error(error);
        resolve(exitCode.unexpected);
      }
    };
    const stop = (): void => {
      // A second Ctrl+C means now (S60).
      if (first !== null && clock.monotonic() - first < secondSignalWithinMs) server.kill();
      first ??= clock.monotonic();
      void end(exitCode.ok, grace());
    };
    process.on('uncaughtException', (error) => {
      console.error(error);
      void end(exitCode.unexpected, crashGraceSeconds);
    });
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

/** `QBITRR_SHUTDOWN_GRACE`, 1 to 120 seconds (supervisor.md 4.2). */
function grace(): number | undefined {
  const parsed = z.coerce.number().min(1).max(120).safeParse(process.env['QBITRR_SHUTDOWN_GRACE']);
  return parsed.success ? parsed.data : undefined;
}

async function main(args: string[]): Promise<number> {
  const parsed = parseFlags(args);
  if (!parsed.ok) {
    console.error(`${parsed.error}\n\n${usage}`);
    return exitCode.unusable;
  }
  switch (parsed.flags.mode) {
    case 'help':
      console.log(usage);
      return exitCode.ok;
    case 'version':
      console.log(version());
      return exitCode.ok;
    case 'gen-config':
      return generateConfig(parsed.flags, process.env, console);
    case 'check-config':
      return checkConfig(parsed.flags, process.env, console);
    case 'run':
      return run(parsed.flags);
  }
}

surviveClosedOutput();
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(exitCode.unexpected);
  },
);
