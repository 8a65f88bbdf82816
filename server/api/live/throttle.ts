export interface Throttle {
  /** Runs now, or once when the gap since the last run is over. */
  request(): void;
  stop(): void;
}

/** Lets `run` through at once and then at most once per `gapMs`; nothing that was requested is lost. */
export function createThrottle(run: () => void, gapMs: number): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let requested = false;
  const fire = (): void => {
    requested = false;
    timer = setTimeout(() => {
      timer = null;
      if (requested) fire();
    }, gapMs);
    run();
  };
  return {
    request() {
      if (timer === null) fire();
      else requested = true;
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      requested = false;
    },
  };
}
