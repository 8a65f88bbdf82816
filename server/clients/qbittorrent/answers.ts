import { z } from 'zod';
import { connectionStatus } from './maindata.ts';
import type { SaveFolders, TorrentFile, TorrentTracker, TrackerStatus, TransferInfo } from './types.ts';

export const wireFiles = z.array(
  z.looseObject({
    index: z.number().optional(),
    name: z.string(),
    size: z.number(),
    progress: z.number().nullish(),
    priority: z.number(),
    availability: z.number().nullish(),
  }),
);

export const wireTrackers = z.array(
  z.looseObject({
    url: z.string(),
    // 4.3 sends "" for the rows that are no trackers.
    tier: z.union([z.number(), z.string().transform(() => -1)]),
    status: z.number(),
    msg: z.string().nullish(),
  }),
);

export const wirePreferences = z.looseObject({
  save_path: z.string(),
  temp_path: z.string().nullish(),
  temp_path_enabled: z.boolean().nullish(),
  auto_tmm_enabled: z.boolean().nullish(),
  use_category_paths_in_manual_mode: z.boolean().nullish(),
});

export const wireTransfer = z.looseObject({
  connection_status: connectionStatus.default('unknown'),
  dl_info_speed: z.number().default(0),
  up_info_speed: z.number().default(0),
  dl_rate_limit: z.number().default(0),
  up_rate_limit: z.number().default(0),
});

export const wireProperties = z.looseObject({ is_private: z.boolean().nullish() });

const trackerStatuses: readonly TrackerStatus[] = ['disabled', 'notContacted', 'working', 'updating', 'notWorking'];

export function toFiles(wire: z.infer<typeof wireFiles>): TorrentFile[] {
  return wire.map((file, position) => ({
    index: file.index ?? position,
    name: file.name,
    size: file.size,
    progress: file.progress ?? 0,
    priority: file.priority,
    availability: file.availability ?? -1,
  }));
}

/** Real trackers only; the finer failures of 5.2 (5 and 6) are `notWorking` as before it (arr-api.md 8.6). */
export function toTrackers(wire: z.infer<typeof wireTrackers>): TorrentTracker[] {
  return wire
    .filter(({ url }) => !url.startsWith('** ['))
    .map(({ url, tier, status, msg }) => ({
      url,
      tier,
      status: trackerStatuses[status] ?? 'notWorking',
      message: msg ?? '',
    }));
}

export function toTransferInfo(wire: z.infer<typeof wireTransfer>): TransferInfo {
  return {
    connection: wire.connection_status,
    dlspeed: wire.dl_info_speed,
    upspeed: wire.up_info_speed,
    dlLimit: wire.dl_rate_limit,
    upLimit: wire.up_rate_limit,
  };
}

export function toSaveFolders(wire: z.infer<typeof wirePreferences>): SaveFolders {
  const { save_path, temp_path, temp_path_enabled, auto_tmm_enabled, use_category_paths_in_manual_mode } = wire;
  return {
    savePath: save_path,
    tempPath: temp_path_enabled === true && temp_path ? temp_path : null,
    followsCategories: auto_tmm_enabled === true || use_category_paths_in_manual_mode === true,
  };
}
