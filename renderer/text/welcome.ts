/** English text of the first page of an installation without configuration (ui.md 7). */
export const welcome = {
  title: 'Welcome',
  what: 'This program connects qBittorrent with Radarr, Sonarr, Lidarr and Readarr: it imports what is finished, replaces what is dead, and searches for what is missing.',
  how: 'For every torrent it says which rule decided, which values were compared, and what happens next.',
  nothingYet: 'Nothing is configured yet, so nothing is running and nothing is being changed.',
  setUp: {
    title: 'Set up step by step',
    body: 'Seven short steps: qBittorrent, your apps, their categories and folders, and who may open this panel. Each connection is tested, and nothing is written before the last step.',
    action: 'Set up',
    resume: 'Continue the set-up',
    startOver: 'Start over',
  },
  bring: {
    title: 'Bring an existing configuration',
    body: 'Takes over the config.toml of qBitrr as it is, and translates those of Torrentarr and decluttarr. You see what was understood before anything is written.',
    action: 'Choose a configuration',
  },
  sandbox: {
    title: 'Look around with the sandbox',
    body: 'Starts a make-believe qBittorrent, Radarr and Sonarr inside this program. No real torrent, file or account is touched, and your configuration stays as it is.',
    action: 'Start the sandbox',
    starting: 'Starting the sandbox',
    failed: 'The sandbox did not start',
  },
  configure: {
    title: 'Edit the configuration',
    body: 'Enter the addresses and keys of your qBittorrent and your apps. An existing qBitrr config.toml works unchanged.',
    where: 'The file is config.toml in the data folder "{{folder}}" of this program.',
    whereUnknown: 'The file is config.toml in the data folder of this program.',
    action: 'Open settings',
  },
} as const;
