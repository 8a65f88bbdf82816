import { describe, expect, it, onTestFinished } from 'vitest';
import { World } from './world.ts';
import type { WorldOptions } from './world.ts';

async function worldOf(config: Record<string, unknown> = {}, options: Partial<WorldOptions> = {}): Promise<World> {
  const world = await World.create({ release: '5.1.4', config, ...options });
  onTestFinished(() => world.close());
  return world;
}
const categories = (world: World, on = 'qBit') => [...world.qbit(on).state.records.categories.keys()];
/** What the owner is told now. */
const notice = (world: World): string | null =>
  world.sent
    .flatMap((one) => (one.type === 'notice' && one.id === 'preparation/Radarr-A' ? [one.message] : []))
    .at(-1) ?? null;

describe('what a manager needs in qBittorrent (torrents.md 1.1)', () => {
  it('observe-only makes nothing; the category is made as soon as it is switched off', async () => {
    const world = await worldOf({ 'Settings.ObserveOnly': true });
    await world.pass();
    expect(categories(world)).not.toContain('radarr');
    world.configure({ 'Settings.ObserveOnly': false });
    await world.pass();
    expect(categories(world)).toContain('radarr');
    expect(notice(world)).toBeNull();
  });

  it('with its parents, on every instance; what is there stays as it is', async () => {
    const world = await worldOf({ 'Radarr-A.Category': 'films/new' }, { more: ['qBit-B'] });
    world.qbit().state.addCategory('films', '/elsewhere');
    await world.pass();
    expect(categories(world, 'qBit-B')).toEqual(expect.arrayContaining(['films', 'films/new']));
    expect(world.qbit().state.records.categories.get('films')).toMatchObject({ savePath: '/elsewhere' });
    expect(world.qbit().state.records.categories.get('films/new')).toMatchObject({ savePath: '/elsewhere/new' });
  });

  it('refused: the owner is told what to do, it is tried again, and the word ends with its cause', async () => {
    const world = await worldOf();
    world.qbit().fault('/torrents/createCategory', '500');
    await world.pass();
    expect(notice(world)).toMatch(/of Radarr-A could not be made in qBittorrent: qBit .*Make them there by hand/);
    const tries = () => world.qbit().requests.filter(({ path }) => path === '/torrents/createCategory').length;
    const before = tries();
    world.wait(60);
    await world.pass();
    expect(tries()).toBe(before);
    world.qbit().release();
    world.wait(300);
    await world.pass();
    expect(categories(world)).toContain('radarr');
    expect(notice(world)).toBeNull();
  });

  it('made by somebody else in the same moment: no trouble', async () => {
    const world = await worldOf();
    world.qbit().fault('/torrents/createCategory', 'lost', 1);
    await world.pass();
    expect(categories(world)).toContain('radarr');
    expect(notice(world)).toBeNull();
    expect([...world.qbit().state.records.tags.keys()]).toContain('qBitrr-imported');
  });
});
