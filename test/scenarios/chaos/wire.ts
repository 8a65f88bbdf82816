import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientRequest, ClientResponse } from '../../../server/clients/http.ts';

/** One run of a manager until it is killed. */
interface Life {
  /** Calls and messages it gets through before it is killed. */
  left: number;
  dead: boolean;
  cut(): void;
}

const lives = new AsyncLocalStorage<Life>();
const never = new Promise<never>(() => undefined);

/** What a manager does to the world outside, one boundary after the other; it can be killed at each of them. */
export const wire = {
  /** Sees each call before it has an effect. */
  watch: (() => undefined) as (call: ClientRequest) => void,

  /** A call: it may be killed before it, or after its effect and before its answer. */
  async carry(call: ClientRequest, send: (call: ClientRequest) => Promise<ClientResponse>): Promise<ClientResponse> {
    const life = lives.getStore();
    if (life && !isAlive(life)) return never;
    wire.watch(call);
    const answer = await send(call);
    return life && !isAlive(life) ? never : answer;
  },

  /** A message to the host: heard or not, and killed right after it. */
  hears(): boolean {
    const life = lives.getStore();
    if (!life) return true;
    if (life.dead) return false;
    return isAlive(life) || life.left % 2 === 0;
  },

  /** Runs a pass that is killed at its n-th boundary; null when it was. */
  cutAt: (boundary: number) => {
    return <T>(work: () => Promise<T>): Promise<T | null> => {
      const life: Life = { left: boundary, dead: false, cut: () => undefined };
      const cut = new Promise<null>((resolve) => {
        life.cut = () => resolve(null);
      });
      return Promise.race([lives.run(life, work), cut]);
    };
  },
};

function isAlive(life: Life): boolean {
  if (life.dead) return false;
  life.left -= 1;
  if (life.left > 0) return true;
  life.dead = true;
  life.cut();
  return false;
}
