/** English text of the sign-in page (ui.md 6.10). */
export const signIn = {
  title: 'Sign in',
  lead: 'This control panel is locked. Paste the API token to open it.',
  token: 'API token',
  user: 'Account',
  submit: 'Sign in',
  submitting: 'Signing in',
  where: {
    title: 'Where to find it',
    file: 'In config.toml, section [WebUI], key Token.',
    link: 'Or use the one-time link that is printed when the server starts. It works once, for ten minutes.',
    restart: 'A restart prints a new link.',
  },
  linkExpired: {
    title: 'This sign-in link no longer works',
    body: 'A link can be used once and for ten minutes. Restart the server for a new one, or paste the token.',
  },
  error: {
    empty: 'Paste the token first.',
    wrong: 'This token is not right. Compare it with Token under [WebUI] in config.toml.',
    limited: 'Too many attempts. Try again in {{time}}.',
    limitedOver: 'You can try again now.',
    unreachable: 'The server did not answer. Is it running?',
    other: 'Sign-in failed: {{reason}}',
  },
} as const;
