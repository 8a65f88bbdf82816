/**
 * Whoever started us may go away. A closed terminal or pipe makes every write fail, and reporting that failure is a write
 * again: it neither ends the program nor occupies it.
 */
export function surviveClosedOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
}
