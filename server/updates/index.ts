export { assetFor } from './assets.ts';
export { UpdateChecker } from './checker.ts';
export { createGithubFeed, type ReleaseFeed } from './releases.ts';
