import type { SetUpDraft, SetUpSecrets } from './draft.ts';

const minimum = 8;

/** What is wrong with the name and password others would sign in with. */
export interface LoginProblems {
  user: 'noUser' | null;
  password: 'short' | null;
  repeat: 'differs' | null;
}

export function loginProblems({ userName }: SetUpDraft, { password, repeat }: SetUpSecrets): LoginProblems {
  return {
    user: userName.trim() === '' ? 'noUser' : null,
    password: password.length < minimum ? 'short' : null,
    repeat: password === repeat ? null : 'differs',
  };
}

/** Does this choice need a password that is not there yet (ui.md 7, step 6)? */
export const needsLogin = ({ access }: SetUpDraft, hasPassword: boolean): boolean =>
  access === 'network' && !hasPassword;
