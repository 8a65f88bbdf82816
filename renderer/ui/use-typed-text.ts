import { useState } from 'react';

/**
 * The text of a field that is kept in the address. The address follows a moment later, so its echoes of what was typed
 * are passed over; any other change of it (back, a link, Clear filters) is taken over.
 */
export function useTypedText(address: string, write: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(address);
  const [seen, setSeen] = useState(address);
  const [written, setWritten] = useState<readonly string[]>([]);

  if (address !== seen) {
    setSeen(address);
    setWritten(written.slice(written.indexOf(address) + 1));
    if (!written.includes(address)) {
      setTyped(address);
      setWritten([]);
    }
  }

  const change = (text: string): void => {
    setTyped(text);
    setWritten((before) => [...before, text]);
    write(text);
  };
  return [typed, change];
}
