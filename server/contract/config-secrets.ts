import { z } from 'zod';

/** The password of sign-in, typed once more; not needed in the desktop window. */
const password = z.string('password must be a string').max(1000, 'password is too long').optional();

/** Body of POST /config/reveal: the dotted key of a secret of the configuration (ui.md CF-11). */
export const revealRequest = z.strictObject({
  path: z.string('path must be a string').max(500, 'path is too long'),
  password,
});
export const revealedSecret = z.object({ path: z.string(), value: z.string() });

/** Body of POST /config/export (ui.md CF-20). */
export const exportRequest = z.strictObject({ password });

/** Why somebody who may do everything is not shown secrets, as `code` of a 403. */
export const ownerRefusal = z.enum(['PASSWORD_NOT_SET', 'PASSWORD_REQUIRED', 'PASSWORD_WRONG']);
export type OwnerRefusal = z.infer<typeof ownerRefusal>;

/** What is stored at a key, as far as it is told. */
export type SecretLookup =
  | { kind: 'value'; value: string }
  | { kind: 'empty' }
  /** Not in the file but in an environment variable, and those are not ours to show. */
  | { kind: 'environment'; variable: string }
  /** No secret of the field catalogue, or a fingerprint, which is of no use to anybody. */
  | { kind: 'none' };
