import { scopeIncludes, type ApiScope, type SignInMethod } from '../../contract/index.ts';
import { fail, unauthorized, type PlainAnswer } from '../http/answer.ts';

/** What a route asks of its caller. `special` routes decide by themselves; a row without a rule does not compile. */
export type AuthRule = 'public' | 'special' | { readonly scope: ApiScope };

/** Who sent a request, as far as that was proved. `owner` holds `WebUI.Token`. */
export type Caller =
  | { kind: 'nobody' }
  | { kind: 'owner' }
  | { kind: 'token'; id: string; name: string }
  /** `renew` = session secret whose cookie is to be sent again. */
  | { kind: 'session'; id: string; method: SignInMethod; renew: string | null };

export interface Access {
  caller: Caller;
  /** What the caller's own credential allows; null for nobody, on an open server too. */
  proved: ApiScope | null;
  /** What is allowed here and now: on an open server everything to everybody (api.md 3.2), else what was proved. */
  scope: ApiScope | null;
}

export const noAccess: Access = { caller: { kind: 'nobody' }, proved: null, scope: null };

/** Access of a caller whose credential allows `scope`. */
export const accessOf = (caller: Caller, scope: ApiScope): Access => ({ caller, proved: scope, scope });

const may: Record<ApiScope, string> = {
  metrics: 'This token may only read metrics',
  read: 'This token may only read',
  control: 'This token may only read and control processes and torrents',
  admin: 'This token may do everything',
};

/** 403 for a known caller who may not do this. */
export const forbidden = (details: string, body: Record<string, unknown> = {}): PlainAnswer<never> =>
  fail(403, 'forbidden', details, { body });

/** Why a request may not go on; null when it may (api.md section 4: 401 nobody, 403 not enough). */
export function refusal(rule: AuthRule, { scope }: Access): PlainAnswer<never> | null {
  if (rule === 'public' || rule === 'special') return null;
  if (scope === null) return unauthorized();
  return scopeIncludes(scope, rule.scope) ? null : tooLittle(scope, rule.scope);
}

/** 403 that says what the token may do and what was needed. */
export const tooLittle = (held: ApiScope, needed: ApiScope, body: Record<string, unknown> = {}): PlainAnswer<never> =>
  forbidden(`${may[held]}; this needs a token with the scope ${needed}`, body);
