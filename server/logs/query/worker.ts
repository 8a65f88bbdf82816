import { parentPort } from 'node:worker_threads';
import type { LogJob } from './jobs.ts';
import { JobRunner } from './runner.ts';

/* Entry of the search thread. */
const runner = new JobRunner((news) => parentPort?.postMessage(news));
parentPort?.on('message', (job: LogJob) => runner.run(job));
