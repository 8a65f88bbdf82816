/** Each finding of the path doctor: the fact, and what to change (issue 5). Paths stand as the named program writes them. */
export const folderFindings = {
  'no-client': {
    fact: 'The app has no qBittorrent among its download clients.',
    fix: 'In the app, open Settings > Download Clients and add your qBittorrent.',
  },
  'client-off': {
    fact: 'The download client "{{client}}" is switched off in the app.',
    fix: 'In the app, open Settings > Download Clients > {{client}} and tick Enable.',
  },
  'other-address': {
    fact: 'The app sends its downloads to {{theirs}}, while this program works with {{ours}}.',
    fix: 'If both are the same qBittorrent, as a container and its host can be, nothing has to change. Otherwise correct one of the addresses.',
  },
  'no-category': {
    fact: 'The download client "{{client}}" gives its downloads no category, so this program cannot tell whose they are.',
    fix: 'In the app, open Settings > Download Clients > {{client}} and enter the category {{ours}}.',
  },
  'other-category': {
    fact: 'The app gives its downloads the category "{{theirs}}", and this program watches "{{ours}}".',
    fix: 'Make them the same: enter {{theirs}} as the category of this instance in Settings, or {{ours}} in the download client {{client}} of the app.',
  },
  'category-shared': {
    fact: '{{others}} uses the category "{{category}}" too, so nobody can tell whose a download is.',
    fix: 'Give each app a category of its own, in the app and here.',
  },
  'category-missing': {
    fact: '{{qbit}} has no category "{{category}}" yet.',
    fix: 'Nothing has to be done: the first download makes it.',
  },
  'imported-category': {
    fact: 'After an import the app moves a download to the category "{{category}}", where this program does not look after it any more.',
    fix: 'In the app, empty Post-Import Category of the download client {{client}}, or let this program manage the category {{category}} too.',
  },
  'category-path-unused': {
    fact: 'The category "{{category}}" has the folder {{path}}, but new downloads go to {{used}}.',
    fix: 'To use the folder of the category, set Default Torrent Management Mode to Automatic in qBittorrent under Options > Downloads.',
  },
  'mapping-needed': {
    fact: 'The app does not see {{remote}}, where qBittorrent saves.',
    fix: 'If the folder has another name there, add a remote path mapping in the app under Settings > Download Clients: host {{host}}, remote path {{remote}}, local path {{local}}. If it is not there at all, mount it.',
    fixUnknown:
      'Mount the folder where the app runs. If it has another name there, add a remote path mapping in the app under Settings > Download Clients: host {{host}}, remote path {{remote}}, and as local path the name the app has for it.',
  },
  'mapping-wrong-host': {
    fact: 'The app maps {{remote}} to {{local}}, but for the host {{wrong}}, and its download client uses the host {{host}}. The mapping is not applied.',
    fix: 'In the app, open Settings > Download Clients and change the host of the mapping to {{host}}, exactly as the download client writes it.',
  },
  'mapping-target-missing': {
    fact: 'The app maps {{remote}} to {{local}}, and there is no such folder where it runs.',
    fix: 'Correct the local path of the mapping in the app, or mount the folder there as {{local}}.',
  },
  'mapping-not-needed': {
    fact: 'The app sees the folder under the name qBittorrent uses, but maps {{remote}} to {{local}}, which is not there.',
    fix: 'Remove the mapping for the host {{host}} in the app under Settings > Download Clients.',
  },
  'path-style': {
    fact: 'qBittorrent writes {{remote}}, and the app runs on another kind of system, where such a path means nothing.',
    fix: 'Share the folder with the computer of the app and add a remote path mapping there: host {{host}}, remote path {{remote}}, and as local path its name on that computer.',
    fixKnown:
      'Share the folder with the computer of the app and add a remote path mapping there: host {{host}}, remote path {{remote}}, local path {{local}}.',
  },
  'no-root': {
    fact: 'The app has no library folder, so it cannot import anything.',
    fix: 'In the app, open Settings > Media Management and add a root folder.',
  },
  'root-missing': {
    fact: 'The app says it cannot reach its library folder {{root}}.',
    fix: 'Mount or create the folder where the app runs, or remove it from its root folders.',
  },
  'root-in-downloads': {
    fact: 'The library {{root}} lies inside the downloads {{downloads}}, where finished torrents are cleaned up.',
    fix: 'Move the library out of the downloads before you let this program remove anything.',
  },
  'downloads-in-root': {
    fact: 'The downloads {{downloads}} lie inside the library {{root}}, so the app sees unfinished files in its library.',
    fix: 'Give the downloads a folder beside the library.',
  },
  'hardlink-other-device': {
    fact: 'The downloads {{downloads}} and the library {{root}} are on different disks. An import copies each file, which takes time and twice the space while it seeds.',
    fix: 'Put both below one folder on one disk, as /data/torrents and /data/media, to get hardlinks. Until then copies work.',
  },
  'hardlink-separate-mounts': {
    fact: 'The downloads {{downloads}} and the library {{root}} are on one disk, but the app may see them as two mounts. Then no hardlink leads from one to the other and files are copied.',
    fix: 'Mount the one folder above both, as /data, instead of each by itself.',
  },
  'not-here': {
    fact: 'The folder {{path}} of {{qbit}} is not on this computer under the name {{local}}.',
    fixHere:
      'If qBittorrent runs in a container, the folder has another name here. Add a pair to Settings.PathMappings: remote {{path}}, local its name on this computer.',
    fixContainer:
      'This program runs in a container that does not have the folder. Mount it as {{path}}, or under another name together with a pair in Settings.PathMappings.',
    fixRemote:
      'qBittorrent runs on another computer. Downloads are looked after all the same; the disk guard and the check of media files need the folder. Mount its share and add a pair to Settings.PathMappings: remote {{path}}, local its name on this computer.',
  },
  'not-readable': {
    fact: 'This program may not look into {{path}}.',
    fix: 'Let the user this program runs as read the folder; in containers that is the user of PUID and PGID.',
  },
  'not-writable': {
    fact: 'This program may read {{path}}, but not write there.',
    fix: 'Only cleaning up empty folders needs writing. If you want that, run this program as a user who may write there.',
  },
  'disk-silent': {
    fact: 'The disk with {{path}} did not answer within 3 s.',
    fix: 'See whether the disk or the network share is connected and awake.',
  },
  'completed-missing': {
    fact: 'Settings.CompletedDownloadFolder is {{path}}, and there is no such folder on this computer.',
    fix: 'Enter the folder of finished downloads under the name it has on this computer.',
  },
  'completed-elsewhere': {
    fact: 'Settings.CompletedDownloadFolder is {{path}}, but qBittorrent saves to {{saves}}.',
    fix: 'Enter {{saves}}, or a folder above it.',
  },
  'incomplete-other-device': {
    fact: 'Unfinished downloads lie in {{incomplete}}, on another disk than {{complete}}. Each finished download is copied once.',
    fix: 'Nothing has to be done. A folder on the same disk saves the copy.',
  },
} as const;
