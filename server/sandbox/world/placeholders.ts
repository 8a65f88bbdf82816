import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const marker = '.qbitrr-sandbox';

/** Tiny files where finished torrents claim to have their data, so that imports find something. */
export class Placeholders {
  readonly #folder: string;
  #work: Promise<void> = Promise.resolve();
  /** What could not be written or removed, in words. */
  readonly problems: string[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Empties what a former run left; a folder without our marker is never emptied. @throws I/O errors. */
  static async open(folder: string): Promise<Placeholders> {
    const isOurs = await access(path.join(folder, marker)).then(
      () => true,
      () => false,
    );
    if (isOurs) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, marker), 'Files of the qBitrr Desktop sandbox; emptied at each start.\n');
    return new Placeholders(folder);
  }

  /** `folder` and `file` are relative to ours, `/` between parts. */
  put(folder: string, file: string): void {
    this.#then(async () => {
      const target = path.join(this.#folder, folder, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, 'sandbox\n');
    });
  }

  /** Removes one file or folder below ours. */
  remove(folder: string, root: string): void {
    this.#then(() => rm(path.join(this.#folder, folder, root), { recursive: true, force: true }));
  }

  /** All that was asked for is done. */
  idle(): Promise<void> {
    return this.#work;
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      if (this.problems.length < 100) this.problems.push(error instanceof Error ? error.message : String(error));
    });
  }
}
