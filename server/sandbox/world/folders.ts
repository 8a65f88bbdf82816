import type { FakeArr } from '../arr/index.ts';
import type { RealmPlan } from './catalogue.ts';

/** How the one Arr that is set up wrongly, as a container without the right volume would be, calls its folders. */
const container = { section: 'Lidarr-Music', host: 'qbittorrent', downloads: '/downloads', library: '/music' };

/** Gives an Arr its download client, root folder and the folders it sees. */
export function settleFolders(
  arr: FakeArr,
  { plan, port, savePath, library }: { plan: RealmPlan; port: number; savePath: string; library: string },
): void {
  const isContainer = plan.section === container.section;
  const { folders } = arr.state;
  folders.downloadClients = [
    {
      name: 'qBittorrent',
      enable: true,
      host: isContainer ? container.host : '127.0.0.1',
      port,
      category: plan.category,
      importedCategory: '',
    },
  ];
  folders.rootFolders = [isContainer ? container.library : library];
  folders.folders = isContainer
    ? [container.downloads, container.library]
    : [savePath, `${savePath}/${plan.category}`, library];
}
