// npm test: every suite, or the named ones, with one closing line `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const results = path.join(root, 'test-results');
const suites = ['unit', 'panel', 'integration', 'real', 'browser', 'desktop'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}. There are: ${suites.join(', ')}.`);
  process.exit(2);
}
const chosen = wanted.length > 0 ? wanted : suites;
const vitestSuites = chosen.filter((name) => !['browser', 'desktop'].includes(name));
const playwrightSuites = chosen.filter((name) => ['browser', 'desktop'].includes(name));

const run = (command, args, env = {}) =>
  spawnSync(command, args, { stdio: 'inherit', cwd: root, env: { ...process.env, ...env } }).status ?? 1;
const hasXvfb = () => spawnSync('sh', ['-c', 'command -v xvfb-run'], { stdio: 'ignore' }).status === 0;
const bin = (name) => path.join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const skipped = [];
const unsteady = [];
let broken = false;

// Child processes and the browser run what is built, so the build is part of the test.
if (chosen.some((name) => name !== 'unit' && name !== 'panel'))
  broken = run(process.execPath, ['build/bundle.mjs']) !== 0;

if (vitestSuites.length > 0 && !broken) {
  const report = path.join(results, 'vitest.json');
  const projects = vitestSuites.flatMap((name) => ['--project', name]);
  const code = run(bin('vitest'), [
    'run',
    ...projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) broken = true;
  else {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    total.passed += numPassedTests;
    total.failed += numFailedTests;
    total.skipped += numPendingTests + numTodoTests;
    for (const file of testResults) {
      for (const test of file.assertionResults) {
        if (test.status !== 'passed' && test.status !== 'failed') skipped.push(test.fullName);
        if (test.status === 'passed' && test.failureMessages.length > 0) unsteady.push(test.fullName);
      }
    }
    if (code !== 0 && numFailedTests === 0) broken = true;
  }
}

for (const suite of broken ? [] : playwrightSuites) {
  const report = path.join(results, `${suite}.json`);
  // The desktop window needs a display; where there is none a virtual one serves.
  const virtual = suite === 'desktop' && process.platform === 'linux' && !process.env.DISPLAY && hasXvfb();
  const [command, before] = virtual ? ['xvfb-run', ['-a', bin('playwright')]] : [bin('playwright'), []];
  const code = run(command, [...before, 'test', '--project', suite, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  if (!existsSync(report)) {
    broken = true;
    continue;
  }
  const { stats, suites: files, errors } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
  const visit = (node) => {
    for (const spec of node.specs ?? []) {
      if (spec.tests.every((test) => test.status === 'skipped')) skipped.push(spec.title);
      if (spec.tests.some((test) => test.status === 'flaky')) unsteady.push(spec.title);
    }
    for (const child of node.suites ?? []) visit(child);
  };
  for (const file of files) visit(file);
  if (errors.length > 0 || (code !== 0 && stats.unexpected === 0)) broken = true;
}

const list = (title, names) => {
  if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  - ${name.trim()}`).join('\n')}`);
};
list('Skipped here', skipped);
list('Unsteady here, passed at the second try', unsteady);
if (broken) {
  console.log('\nA suite did not run to its end.');
  total.failed += 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
