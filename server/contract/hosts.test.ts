import { describe, expect, it } from 'vitest';
import { isLoopback, leadsHere } from './hosts.ts';

describe('which addresses are this computer (api.md 3.2, arr-api.md 8.6)', () => {
  it.each([
    // host, only this computer reaches it, connecting to it ends here
    ['127.0.0.1', true, true],
    ['127.8.9.1', true, true],
    ['::1', true, true],
    ['[::1]', true, true],
    ['0:0:0:0:0:0:0:1', true, true],
    ['::ffff:127.0.0.1', true, true],
    ['[::ffff:7f00:1]', true, true],
    ['localhost', true, true],
    ['LOCALHOST.', true, true],
    [' localhost ', true, true],
    ['qbitrr.localhost', true, true],
    ['0.0.0.0', false, true],
    ['::', false, true],
    ['[::]', false, true],
    ['', false, false],
    ['example', false, false],
    ['192.168.1.5', false, false],
    ['::ffff:192.168.1.5', false, false],
    ['fe80::1', false, false],
    ['127.0.0.1.example.org', false, false],
    ['127.0.0.256', false, false],
    ['127.1', false, false],
    ['1127.0.0.1', false, false],
    ['localhost.example.org', false, false],
    ['notlocalhost', false, false],
    ['::1%evil', false, false],
    [']@[::1', false, false],
  ])('%s: only this computer reaches it %s, connecting to it ends here %s', (host, only, here) => {
    expect([isLoopback(host), leadsHere(host)]).toEqual([only, here]);
  });
});
