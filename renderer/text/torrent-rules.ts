/**
 * English words of every rule that judges a torrent (ui.md TR-3). `about` says what the rule is for, to somebody who has not read
 * a manual. The outcome's own wording is tried first, then the others in their order; one whose values were not all reported is
 * passed over.
 */
export const rules = {
  failed_category: {
    name: 'Failed category',
    about: 'What you move into the failed category is removed, blocked and searched for again.',
    seen: 'It is in the category "{{category}}"',
  },
  recheck_category: {
    name: 'Recheck category',
    about: 'What you move into the recheck category is checked once and moved back.',
    seen: 'It is in the category "{{category}}"',
  },
  ignored: {
    name: 'Ignored tag',
    about: 'A torrent with this tag is left alone by every rule below.',
    seen: 'Tagged {{tag}}',
    pass: 'Not tagged {{tag}}',
  },
  seeding_tags: {
    name: 'Seeding tag',
    about: 'Marks torrents that may go on seeding, for other programs to see. It removes nothing.',
    pass: 'The tag that says whether it may seed is up to date',
  },
  queue_error: {
    name: 'Import errors',
    about: 'A download is removed and blocked when its app reports one of the errors you listed.',
    seen: '{{arr}} cannot import it: {{message}}',
  },
  cf_unmet: {
    name: 'Custom format minimum',
    about: 'A release that scores below what your profile asks for is replaced by a better one.',
    match: 'Custom format score {{score}} is below the minimum {{min}}',
    blocked: 'Custom format score {{score}} is below the minimum {{min}}, but it is held for disk space',
    seen: 'Custom format score {{score}}, minimum {{min}}',
  },
  seed_goal: {
    name: 'Seeding goal',
    about: 'A finished download is removed once it has seeded as long as you asked for.',
    both: 'Ratio {{ratio}} of {{goal}}, seeded {{time}} of {{limit}}',
    ratioOnly: 'Ratio {{ratio}} of {{goal}}, seeded {{time}}',
    timeOnly: 'Seeded {{time}} of {{limit}}, ratio {{ratio}}',
    seen: 'Ratio {{ratio}}, seeded {{time}}; no goal is set',
  },
  missing_files: {
    name: 'Missing files',
    about: 'A torrent whose files are gone from the disk is taken out of qBittorrent. No file is deleted.',
    seen: 'Files missing for {{age}}, limit {{grace}}',
  },
  busy: {
    name: 'State of qBittorrent',
    about: 'Torrents that are forced, queued, being checked or being moved are never touched.',
    match: 'qBittorrent is at work: {{state}}',
    pass: 'State {{state}} may be judged',
  },
  held_space: {
    name: 'Disk space',
    about: 'Downloads wait while the disk is too full, and go on by themselves.',
    seen: 'Needs {{need}}, {{free}} above the keep-free mark',
    state: 'Needs {{need}}; the free space is not known',
  },
  grace: {
    name: 'Age',
    about: 'New downloads get time to find peers before anything is decided about them.',
    blocked: 'Added {{age}} ago, too new: judged after {{limit}}',
    seen: 'Added {{age}} ago, judged after {{limit}}',
  },
  stalled: {
    name: 'No progress',
    about: 'A download that has received nothing for too long is replaced.',
    seen: 'No data for {{time}}, limit {{limit}}',
    state: 'Not stalled: {{state}}',
  },
  inspect: {
    name: 'File rules',
    about: 'Files you do not want, such as samples, are not downloaded.',
    match: 'File list is being checked',
    pass: '{{n}} of {{m}} files skipped by the exclusion rules',
  },
  errored: {
    name: 'Error state',
    about: 'After an error qBittorrent is asked to check the files again.',
    match: 'qBittorrent reports an error',
  },
  imported: {
    name: 'Already imported',
    about: 'A finished download is handed to its app once, not again and again.',
    pass: '{{arr}} was asked to import it and answered: {{message}}',
    seen: 'Handed to {{arr}}',
    state: 'Not handed to {{arr}} yet',
  },
  leftovers: {
    name: 'Leftover files',
    about: 'After an import, files that nobody needs may be deleted from the folder of the download.',
    match: '{{arr}} has imported it; what is left in its folder is cleaned up',
    blocked: '{{arr}} may still need it, so nothing is cleaned up',
  },
  unplayable: {
    name: 'Playable files',
    about: 'A download without a single file that plays is not handed to its app.',
    match: 'Not handed to {{arr}}: {{message}}',
  },
  importing: {
    name: 'Import',
    about: 'A finished download is handed to its app after a short pause.',
    seen: 'Finished {{age}} ago, handed to {{arr}} after {{settle}}',
  },
  stopped: {
    name: 'Stopped torrents',
    about: 'Stopped torrents that should run are started again.',
    reached: 'Stopped by the share limit of qBittorrent, so it is not started again',
    match: 'It is stopped ({{state}}) and is started again',
    blocked: 'It is stopped ({{state}}) and stays stopped',
    pass: 'It is stopped ({{state}}) and has seeded enough, so it stays stopped',
  },
  settling: {
    name: 'Quiet time',
    about: 'After a start or a check a torrent is left in peace for a while.',
    match: 'It was started or checked a moment ago; judged again in {{left}}',
  },
  stop_queued: {
    name: 'Queue for seeding',
    about: 'A torrent that waits to seed although it has seeded enough is stopped.',
    match: 'It waits to seed, and has seeded enough',
    blocked: 'It waits to seed, and starting and stopping is switched off',
  },
  nearly_complete: {
    name: 'Almost complete',
    about: 'A download that is almost complete is not given up for being slow.',
    idle: '{{progress}} done is kept, unless nothing happens for {{limit}}; idle for {{time}}',
    match: 'Almost complete ({{progress}}), so slowness does not matter',
    pass: '{{progress}} done, counts as almost complete from {{from}}',
  },
  too_slow: {
    name: 'Maximum ETA',
    about: 'A download that would take longer than you want to wait is replaced.',
    blocked: 'Needs {{eta}}, limit {{limit}}, but slow downloads are kept now',
    seen: 'Needs {{eta}}, limit {{limit}}',
    state: 'Time left is not known, limit {{limit}}',
  },
  unavailable: {
    name: 'Availability',
    about: 'A download that no peer has completely, and that receives nothing, is replaced.',
    seen: '{{availability}} copies in the swarm, no data for {{time}}, limit {{limit}}',
  },
} as const;
