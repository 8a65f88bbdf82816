import { hash } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { createPasswords } from './passwords.ts';

const given = { username: 'ada', password: 'U*U' };

describe('passwords (api.md 2.3)', () => {
  test.each([
    ['2a', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['2b, as Python writes it', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['2y', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ])('a hash of the kind %s is read', async (_, passwordHash) => {
    const passwords = createPasswords();
    expect(await passwords.verify(given, { username: 'ada', passwordHash })).toBe('right');
    expect(await passwords.verify({ ...given, password: 'U*V' }, { username: 'ada', passwordHash })).toBe('wrong');
    expect(await passwords.verify({ ...given, username: 'Ada' }, { username: 'ada', passwordHash })).toBe('wrong');
    expect(await passwords.verify({ ...given, username: '' }, { username: 'ada', passwordHash })).toBe('wrong');
  });

  test.each(['', 'plain text', '$2b$12$short', '$1$md5'])('%j is no hash and fits nothing', async (passwordHash) => {
    const verdict = await createPasswords().verify(
      { ...given, password: passwordHash },
      { username: 'ada', passwordHash },
    );
    expect(verdict).toBe('wrong');
  });

  test('new hashes are bcrypt at cost 12', async () => {
    const made = await createPasswords().hash('correct horse');
    expect(made).toMatch(/^\$2b\$12\$.{53}$/);
    expect(
      await createPasswords().verify(
        { username: 'a', password: 'correct horse' },
        { username: 'a', passwordHash: made ?? '' },
      ),
    ).toBe('right');
  });

  test('a flood is turned away instead of queued without end, and it ends', async () => {
    const passwords = createPasswords();
    const stored = { username: 'ada', passwordHash: await hash('U*U', 4) };
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => passwords.verify(given, stored)));
    expect(verdicts.filter((verdict) => verdict === 'right')).toHaveLength(8);
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(22);
    expect(await passwords.verify(given, stored)).toBe('right');
  });
});
