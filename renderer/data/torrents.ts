/** Identity of a torrent over all qBittorrent instances. */
export const torrentKey = (row: { instance: string; hash: string }): string => `${row.instance}/${row.hash}`;
