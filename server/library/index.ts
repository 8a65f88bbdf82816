export { absentLibrary } from './absent.ts';
export { Covers, type Cover } from './covers.ts';
export { openLink, type OpenLink } from './open-link.ts';
