import { z } from 'zod';
import type { ArrType, LibraryAnswer } from '../../contract/index.ts';
import { fail, type PlainAnswer } from '../http/answer.ts';
import type { LibraryInstance, LibraryReader } from '../services.ts';

/** A category may contain slashes, raw or escaped (api.md 2.0). */
export const categoryParams = z.object({
  category: z.array(z.string()).transform((segments) => segments.join('/')),
});
export const itemParams = categoryParams.extend({
  id: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});

/** When these rows answer 503. */
export const starting = 'The managers are not built yet, or the stored library is damaged';

export type Found = { ok: true; instance: LibraryInstance } | { ok: false; answer: PlainAnswer<never> };

/**
 * The managed instance a library path means (api.md 2.6). For Lidarr and Readarr the app's own name stands for the only
 * instance of that type. `kind` is what the error names.
 */
export function findInstance(library: LibraryReader, type: ArrType, category: string, kind: string = type): Found {
  const instances = library.instances();
  if (instances.length === 0 && !library.built()) {
    return { ok: false, answer: fail(503, 'Arr manager is still initialising') };
  }
  const ofType = instances.filter((instance) => instance.type === type);
  const isAlias = (type === 'lidarr' || type === 'readarr') && category.toLowerCase() === type;
  const exact = ofType.find((instance) => instance.category === category);
  const instance = exact ?? (isAlias && ofType.length === 1 ? ofType[0] : undefined);
  return instance === undefined
    ? { ok: false, answer: fail(404, `Unknown ${kind} category ${category}`) }
    : { ok: true, instance };
}

/** The value of a library, `empty` while its catalogue has not been set up, or why there is none. */
export function valueOf<Value>(
  answer: LibraryAnswer<Value>,
  empty: Value,
): { ok: true; value: Value } | { ok: false; answer: PlainAnswer<never> } {
  if (answer.ok) return answer;
  switch (answer.reason) {
    case 'absent':
      return { ok: true, value: empty };
    case 'repaired':
      return { ok: false, answer: fail(503, 'Database was repaired — retry shortly') };
    case 'corrupt':
      return { ok: false, answer: fail(503, 'Database corruption detected — automatic repair failed') };
  }
}
