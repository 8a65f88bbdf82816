export { examinePaths } from './examine.ts';
export type { ExamineOptions } from './examine.ts';
export { unknownFolder } from './facts.ts';
export type { LocalFolder } from './facts.ts';
