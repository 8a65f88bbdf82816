import { z } from 'zod';

export const updateChannel = z.enum(['latest', 'stable', 'nightly']);
export type UpdateChannel = z.infer<typeof updateChannel>;

/** Body of GET /api/meta (api.md 2.9); /web/meta adds how to sign in. */
export const updateMeta = z.object({
  current_version: z.string(),
  latest_version: z.string().nullable(),
  changelog: z.string(),
  current_version_changelog: z.string(),
  changelog_url: z.string(),
  repository_url: z.string(),
  homepage_url: z.string(),
  update_available: z.boolean(),
  last_checked: z.string().nullable(),
  error: z.string().nullable(),
  installation_type: z.enum(['source', 'git', 'pip', 'binary', 'docker', 'unknown']),
  auto_update_supported: z.boolean(),
  update_channel: updateChannel,
  nightly_sha: z.string().nullable(),
  binary_download_url: z.string().nullable(),
  binary_download_name: z.string().nullable(),
  binary_download_size: z.int().nullable(),
  binary_download_error: z.string().nullable(),
  update_state: z.object({
    in_progress: z.boolean(),
    last_result: z.enum(['success', 'error']).nullable(),
    last_error: z.string().nullable(),
    completed_at: z.string().nullable(),
  }),
});
export type UpdateMeta = z.infer<typeof updateMeta>;

/** A published release, as far as it matters here. */
export interface Release {
  /** Without a leading v. */
  version: string;
  /** Release notes, Markdown. */
  notes: string;
  /** Page of the release. */
  url: string;
  /** Commit, where the release names one. */
  sha: string | null;
  assets: readonly { name: string; url: string; size: number }[];
}

/** What is known about newer versions; `release` is the newest of the channel, newer or not. */
export interface UpdateState {
  channel: UpdateChannel;
  /** Page of the project, '' when this build does not name one. */
  repositoryUrl: string;
  release: Release | null;
  available: boolean;
  /** Release notes of the running version, '' when not known. */
  currentNotes: string;
  /** Unix milliseconds of the last look, null before the first. */
  checkedAt: number | null;
  error: string | null;
}
