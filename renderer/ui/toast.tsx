import { later } from './later.tsx';

const ToastRegion = later(() => import('./toast-region.tsx'));

/** Where toasts appear. It comes once the page stands (ui.md 16), and then stays, so that readers hear what is added to it. */
export function Toaster() {
  return <ToastRegion of={{}} />;
}
