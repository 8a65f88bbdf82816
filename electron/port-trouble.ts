import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';

/** What an owner may do about an address that is taken. */
export type PortAnswer = 'port' | 'retry' | 'quit';

const buttons: readonly { readonly label: string; readonly answer: PortAnswer }[] = [
  { label: 'Use another port', answer: 'port' },
  { label: 'Retry', answer: 'retry' },
  { label: 'Quit', answer: 'quit' },
];

interface PortTrouble {
  /** Why the address cannot be had, null once it can. */
  readonly problem: () => string | null;
  readonly ask: (options: MessageBoxOptions) => Promise<MessageBoxReturnValue>;
  readonly retry: () => Promise<void>;
}

/** Asks what to do about a taken address until it is had or the owner does something else about it; null = it is had (ui.md SF-2). */
export async function settlePort({ problem, ask, retry }: PortTrouble): Promise<Exclude<PortAnswer, 'retry'> | null> {
  for (let message = problem(); message !== null; message = problem()) {
    const { response } = await ask({
      type: 'warning',
      message: 'Other devices and programs cannot reach this one',
      detail: `${message} This window works all the same, and so does everything else. It is tried again every 30 seconds.`,
      buttons: buttons.map(({ label }) => label),
      noLink: true,
    });
    const answer = buttons[response]?.answer ?? 'port';
    if (answer !== 'retry') return answer;
    await retry();
  }
  return null;
}
