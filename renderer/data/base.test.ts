import { describe, expect, it } from 'vitest';
import { basesOf } from './base.ts';

describe('where the panel lives', () => {
  it('takes the announced prefix when the address agrees', () => {
    expect(basesOf('/qb/ui/processes', '/qb')).toEqual({ serverBase: '/qb', routerBase: '/qb/ui' });
  });

  it('works at the root', () => {
    expect(basesOf('/ui', '')).toEqual({ serverBase: '', routerBase: '/ui' });
    expect(basesOf('/ui/torrents/a/ui', '')).toEqual({ serverBase: '', routerBase: '/ui' });
  });

  it('believes the address when a proxy adds a prefix the server does not know', () => {
    expect(basesOf('/media/qb/ui/logs', '')).toEqual({ serverBase: '/media/qb', routerBase: '/media/qb/ui' });
  });

  it('handles a prefix that ends in ui', () => {
    expect(basesOf('/my/ui/ui/logs', '/my/ui')).toEqual({ serverBase: '/my/ui', routerBase: '/my/ui/ui' });
  });

  it('ignores a placeholder that nobody filled', () => {
    expect(basesOf('/ui/', '__URL_BASE__')).toEqual({ serverBase: '', routerBase: '/ui' });
  });
});
