import { z } from 'zod';

/** Where a configuration can be brought from. */
export const importSource = z.enum(['qbitrr', 'torrentarr', 'decluttarr']);
export type ImportSource = z.infer<typeof importSource>;

/** A folder or file on the server, or the text of the file itself. */
export const importRequest = z
  .strictObject({
    source: importSource,
    path: z.string().min(1).optional(),
    text: z.string().optional(),
  })
  .refine(({ path, text }) => (path === undefined) !== (text === undefined), 'Send either path or text');
export type ImportRequest = z.infer<typeof importRequest>;

/** One thing of the old configuration and what became of it. */
export const importNote = z.object({ from: z.string(), to: z.string().nullable(), message: z.string() });
export type ImportNote = z.infer<typeof importNote>;

/** What an import would write; nothing is written before it is asked for by `id`. */
export const importProposal = z.object({
  id: z.string(),
  source: importSource,
  /** The proposed document, secrets masked. */
  config: z.string(),
  understood: z.array(importNote),
  notUnderstood: z.array(importNote),
  attention: z.array(importNote),
});
export type ImportProposal = z.infer<typeof importProposal>;

/** A proposal, or why there is none. */
export type ImportOutcome =
  { ok: true; proposal: ImportProposal } | { ok: false; status: 400 | 404; error: string; details: string };
