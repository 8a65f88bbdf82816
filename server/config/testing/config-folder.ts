import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyEnvironment } from '../environment.ts';
import { createConfigService } from '../service/open.ts';
import type { ApplyPlan, ApplyResult, ConfigService, ConfigServiceOptions, OpenedConfig } from '../service/types.ts';

/** A small complete configuration with a comment to lose. */
export const sampleConfig = `# mine
[Settings]
ConfigVersion = "5.14.4"
CompletedDownloadFolder = "/data"
LoopSleepTimer = 5 # seconds

[WebUI]
Host = "127.0.0.1"
Port = 6969
Token = "${'a'.repeat(64)}"

[qBit]
Host = "localhost"
Port = 8080
Password = "hunter2"

[Radarr-A]
Managed = true
URI = "http://h:1"
APIKey = "key-a"
Category = "a"
`;

/** A data folder with what a service did there. */
export class ConfigFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'qbitrr-config-'));
  readonly path = join(this.folder, 'config.toml');
  readonly plans: ApplyPlan[] = [];
  readonly reports: string[] = [];
  /** What a reload answers. */
  answer: (plan: ApplyPlan) => ApplyResult = () => ({ ok: true });
  now = Date.UTC(2026, 0, 2, 3, 4, 5);

  write(text: string | Buffer): void {
    writeFileSync(this.path, text);
  }

  read(): string {
    return readFileSync(this.path, 'utf8');
  }

  async tryOpen(more: Partial<ConfigServiceOptions> = {}): Promise<OpenedConfig> {
    return createConfigService({
      path: this.path,
      environment: emptyEnvironment,
      clock: { now: () => this.now, monotonic: () => this.now },
      apply: (plan) => {
        this.plans.push(plan);
        return Promise.resolve(this.answer(plan));
      },
      generate: true,
      report: (level, message) => this.reports.push(`${level}: ${message}`),
      ...more,
    });
  }

  /** @throws when the text cannot be used. */
  async open(text: string = sampleConfig, more: Partial<ConfigServiceOptions> = {}): Promise<ConfigService> {
    this.write(text);
    const opened = await this.tryOpen(more);
    if (!('service' in opened)) throw new Error(opened.kind);
    return opened.service;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
