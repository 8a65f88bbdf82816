import { createContext } from 'react';

/** What the frame shows under every page header: connection, mode, attention. */
export const PageNotices = createContext<React.ReactNode>(null);
