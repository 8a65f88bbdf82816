import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { patiently } from './patient-disk.ts';

/** Milliseconds one file may take. */
const patience = 30_000;

const mediaExtensions = new Set(
  (
    '.mkv .mp4 .m4v .avi .mov .wmv .webm .ts .m2ts .mpg .mpeg .vob .flv .divx .ogm ' +
    '.mp3 .flac .m4a .m4b .aac .ogg .opus .wav .wma .ape .alac .aiff .wv .mka'
  ).split(' '),
);

/** What ffprobe says about one file; `unknown` when it could not be asked or could not read it for another reason. */
export type ProbeAnswer = 'plays' | 'broken' | 'unknown';

/** Runs a program; injectable for tests. */
export type Run = (program: string, args: readonly string[]) => Promise<{ code: number | null; output: string }>;

/** Is this a kind of file ffprobe can judge? Books and texts count as fine without it (F23). */
export function isProbeable(name: string): boolean {
  return mediaExtensions.has(path.extname(name).toLowerCase());
}

/**
 * The installed ffprobe (torrents.md 4.3): a configured path, the reference's place in the data folder, or the PATH. It is
 * never downloaded.
 */
export class MediaProbe {
  readonly #candidates: () => readonly string[];
  readonly #run: Run;
  #program: { path: string | null; from: string } | null = null;

  constructor(candidates: () => readonly string[], run: Run = runProgram) {
    this.#candidates = candidates;
    this.#run = run;
  }

  /** Is there one that works? Asked once per configuration. */
  async isAvailable(): Promise<boolean> {
    return (await this.#find()) !== null;
  }

  async check(file: string): Promise<ProbeAnswer> {
    const program = await this.#find();
    if (program === null) return 'unknown';
    const readable = await patiently(file, () => access(file, constants.R_OK)).then(
      () => true,
      () => false,
    );
    if (!readable) return 'unknown';
    const args = ['-v', 'error', '-show_entries', 'format=format_name:stream=codec_type', '-of', 'json', file];
    const { code, output } = await this.#run(program, args);
    if (code === 0) return output.includes('codec_type') ? 'plays' : 'broken';
    // Only what ffprobe calls invalid is the file's own fault.
    return code !== null && /invalid data|moov atom not found|end of file/i.test(output) ? 'broken' : 'unknown';
  }

  async #find(): Promise<string | null> {
    const candidates = this.#candidates();
    const from = candidates.join('\n');
    if (this.#program?.from === from) return this.#program.path;
    this.#program = { path: null, from };
    for (const candidate of candidates) {
      const { code } = await this.#run(candidate, ['-version']);
      if (code !== 0) continue;
      this.#program = { path: candidate, from };
      break;
    }
    return this.#program.path;
  }
}

function runProgram(program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: patience, maxBuffer: 1 << 20, windowsHide: true }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, output: `${out}${err}` });
    });
  });
}
