// Client of the qBitrr API, version 0.1.0. Made by build/api-docs.mjs: do not edit.
// One file without dependencies, for Node 20 and browsers.

export interface ClientOptions {
  /** Where qBitrr is, its UrlBase included; default `http://localhost:6969`. */
  baseUrl?: string;
  /** An API token. Its scope decides what is allowed. */
  token?: string;
  /** Milliseconds to wait for an answer; default 30,000. */
  timeout?: number;
}

/** Any answer that is no success, as the server told it. */
export class QbitrrError extends Error {
  readonly status: number;
  /** What went wrong, in the words of the server. */
  readonly error: string;
  /** More about it, may be empty. */
  readonly details: string;
  /** The whole body: some errors carry more, e.g. `validationErrors`. */
  readonly body: ErrorAnswer;

  constructor(status: number, body: ErrorAnswer) {
    super(`${status} ${body.error}${body.details === '' ? '' : `: ${body.details}`}`);
    this.name = 'QbitrrError';
    this.status = status;
    this.error = body.error;
    this.details = body.details;
    this.body = body;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Calls the API of one qBitrr. Every method throws `QbitrrError` when the answer is no success. */
export class QbitrrClient {
  readonly #base: string;
  readonly #token: string;
  readonly #timeout: number;

  constructor({ baseUrl = 'http://localhost:6969', token = '', timeout = 30_000 }: ClientOptions = {}) {
    this.#base = baseUrl.replace(/\/+$/, '');
    this.#token = token;
    this.#timeout = timeout;
  }

  /** One row per loop. Scope `read`. */
  getProcesses(): Promise<ProcessesBody> {
    return this.#json('GET', '/api/processes');
  }

  /** Restart and reconnect everything. Scope `control`. */
  postProcessesRestartAll(): Promise<OkBody> {
    return this.#json('POST', '/api/processes/restart_all');
  }

  /** Restart and reconnect everything. Scope `control`. */
  postArrRebuild(): Promise<OkBody> {
    return this.#json('POST', '/api/arr/rebuild');
  }

  /** Restart the loops of one process; `path` is a name or category, or a category and a kind. Scope `control`. */
  postProcessesRestart(path: string): Promise<RestartedBody> {
    return this.#json('POST', `/api/processes/${parts(path)}/restart`);
  }

  /** Start the loops of one process; `path` is a name or category, or a category and a kind. Scope `control`. */
  postProcessesStart(path: string): Promise<StartedBody> {
    return this.#json('POST', `/api/processes/${parts(path)}/start`);
  }

  /** Stop the loops of one process; `path` is a name or category, or a category and a kind. Scope `control`. */
  postProcessesStop(path: string): Promise<StoppedBody> {
    return this.#json('POST', `/api/processes/${parts(path)}/stop`);
  }

  /** Restart the loops of one Arr instance. Scope `control`. */
  postArrRestart(section: string | number): Promise<RestartedBody> {
    return this.#json('POST', `/api/arr/${part(section)}/restart`);
  }

  /** Health of the supervisor and its database. Needs no token. */
  getHealth(): Promise<GetHealthWebAnswer> {
    return this.#json('GET', '/api/health');
  }

  /** Where to find what. Scope `read`. */
  getIndex(): Promise<GetRootIndexAnswer> {
    return this.#json('GET', '/api/');
  }

  /** State of qBittorrent, the Arrs and qBitrr itself. Scope `read`. */
  getStatus(): Promise<StatusBody> {
    return this.#json('GET', '/api/status');
  }

  /** Managed Arr instances. Scope `read`. */
  getArr(): Promise<GetArrAnswer> {
    return this.#json('GET', '/api/arr');
  }

  /** Version and updates. Scope `read`. */
  getMeta(query: { force?: boolean | undefined } = {}): Promise<UpdateMeta> {
    return this.#json('GET', '/api/meta', query);
  }

  /** Newest log entries that pass the filters, and the log files. Scope `read`. */
  getLogs(
    query: {
      limit?: number | undefined;
      level?:
        | 'TRACE'
        | 'VERBOSE'
        | 'DEBUG'
        | 'INFO'
        | 'NOTICE'
        | 'HNOTICE'
        | 'SUCCESS'
        | 'WARNING'
        | 'ERROR'
        | 'CRITICAL'
        | undefined;
      source?: string | undefined;
      levels?: string | undefined;
      text?: string | undefined;
      before?: number | undefined;
    } = {},
  ): Promise<GetLogsAnswer> {
    return this.#json('GET', '/api/logs', query);
  }

  /** A window of the log under a filter, over rotated files too. Scope `read`. */
  getLogsQuery(
    query: {
      levels?: string | undefined;
      source?: string | undefined;
      text?: string | undefined;
      exclude?: string | undefined;
      regex?: boolean | undefined;
      case?: boolean | undefined;
      since?: number | undefined;
      until?: number | undefined;
      before?: string | undefined;
      after?: string | undefined;
      around?: string | undefined;
      context?: boolean | undefined;
      limit?: number | undefined;
    } = {},
  ): Promise<LogWindow> {
    return this.#json('GET', '/api/logs/query', query);
  }

  /** Counts per level and lines over time under a filter. Scope `read`. */
  getLogsQuerySummary(
    query: {
      levels?: string | undefined;
      source?: string | undefined;
      text?: string | undefined;
      exclude?: string | undefined;
      regex?: boolean | undefined;
      case?: boolean | undefined;
      since?: number | undefined;
      until?: number | undefined;
    } = {},
  ): Promise<LogSummary> {
    return this.#json('GET', '/api/logs/query/summary', query);
  }

  /** Search in a log file and its rotated siblings. Scope `read`. */
  getLogsSearch(
    name: string | number,
    query: {
      q?: string | undefined;
      case?: boolean | undefined;
      regex?: boolean | undefined;
      include_rotated?: boolean | undefined;
      max_matches?: number | undefined;
      context?: number | undefined;
    } = {},
  ): Promise<LogSearchBody> {
    return this.#json('GET', `/api/logs/${part(name)}/search`, query);
  }

  /** Change the log level now, and in the configuration unless for some `minutes` only. Scope `admin`. */
  postLoglevel(body: PostLoglevelInput = {}): Promise<PostLoglevelAnswer> {
    return this.#json('POST', '/api/loglevel', {}, body);
  }

  /** A log file: whole, tail, window or what was added. Scope `read`. */
  getLogsName(
    name: string | number,
    query: {
      format?: string | undefined;
      lines?: number | undefined;
      offset?: number | undefined;
      since_bytes?: number | undefined;
      inode?: number | undefined;
      around_line?: number | undefined;
    } = {},
  ): Promise<LogChunk> {
    return this.#json('GET', `/api/logs/${part(name)}`, query);
  }

  /** A log file as a download. Scope `read`. */
  getLogsDownload(name: string | number): Promise<ArrayBuffer> {
    return this.#bytes('GET', `/api/logs/${part(name)}/download`);
  }

  /** Movies of a Radarr instance. Scope `read`. */
  getRadarrMovies(
    category: string,
    query: {
      q?: string | undefined;
      page?: number | undefined;
      page_size?: number | undefined;
      size?: number | undefined;
      monitored?: boolean | undefined;
      has_file?: boolean | undefined;
      quality_met?: boolean | undefined;
      is_request?: boolean | undefined;
      year_min?: number | undefined;
      year_max?: number | undefined;
    } = {},
  ): Promise<MoviesBody> {
    return this.#json('GET', `/api/radarr/${parts(category)}/movies`, query);
  }

  /** Series of a Sonarr instance with their seasons and episodes. Scope `read`. */
  getSonarrSeries(
    category: string,
    query: {
      q?: string | undefined;
      page?: number | undefined;
      page_size?: number | undefined;
      size?: number | undefined;
      missing?: boolean | undefined;
      only_missing?: boolean | undefined;
    } = {},
  ): Promise<SeriesBody> {
    return this.#json('GET', `/api/sonarr/${parts(category)}/series`, query);
  }

  /** Albums of a Lidarr instance, by artist, by title, or flat as tracks. Scope `read`. */
  getLidarrAlbums(
    category: string,
    query: {
      q?: string | undefined;
      page?: number | undefined;
      page_size?: number | undefined;
      size?: number | undefined;
      monitored?: boolean | undefined;
      has_file?: boolean | undefined;
      quality_met?: boolean | undefined;
      is_request?: boolean | undefined;
      group_by_artist?: string | undefined;
      flat_mode?: boolean | undefined;
    } = {},
  ): Promise<GetLidarrCategoryAlbumsAnswer> {
    return this.#json('GET', `/api/lidarr/${parts(category)}/albums`, query);
  }

  /** Artists of a Lidarr instance. Scope `read`. */
  getLidarrArtists(
    category: string,
    query: {
      q?: string | undefined;
      page?: number | undefined;
      page_size?: number | undefined;
      size?: number | undefined;
      missing?: boolean | undefined;
      only_missing?: boolean | undefined;
      monitored?: boolean | undefined;
      reason?: string | undefined;
    } = {},
  ): Promise<ArtistsBody> {
    return this.#json('GET', `/api/lidarr/${parts(category)}/artists`, query);
  }

  /** One artist with albums and tracks. Scope `read`. */
  getLidarrArtistId(category: string, id: string | number): Promise<ArtistBody> {
    return this.#json('GET', `/api/lidarr/${parts(category)}/artist/${part(id)}`);
  }

  /** Authors of a Readarr instance. Scope `read`. */
  getReadarrAuthors(
    category: string,
    query: {
      q?: string | undefined;
      page?: number | undefined;
      page_size?: number | undefined;
      size?: number | undefined;
      missing?: boolean | undefined;
      only_missing?: boolean | undefined;
      monitored?: boolean | undefined;
      reason?: string | undefined;
    } = {},
  ): Promise<AuthorsBody> {
    return this.#json('GET', `/api/readarr/${parts(category)}/authors`, query);
  }

  /** One author with books. Scope `read`. */
  getReadarrAuthorId(category: string, id: string | number): Promise<AuthorBody> {
    return this.#json('GET', `/api/readarr/${parts(category)}/author/${part(id)}`);
  }

  /** Poster: movie of a radarr instance. Scope `read`. */
  getRadarrMovieThumbnail(category: string, id: string | number): Promise<ArrayBuffer> {
    return this.#bytes('GET', `/api/radarr/${parts(category)}/movie/${part(id)}/thumbnail`);
  }

  /** Poster: series of a sonarr instance. Scope `read`. */
  getSonarrSeriesThumbnail(category: string, id: string | number): Promise<ArrayBuffer> {
    return this.#bytes('GET', `/api/sonarr/${parts(category)}/series/${part(id)}/thumbnail`);
  }

  /** Poster: artist of a lidarr instance. Scope `read`. */
  getLidarrArtistThumbnail(category: string, id: string | number): Promise<ArrayBuffer> {
    return this.#bytes('GET', `/api/lidarr/${parts(category)}/artist/${part(id)}/thumbnail`);
  }

  /** Poster: author of a readarr instance. Scope `read`. */
  getReadarrAuthorThumbnail(category: string, id: string | number): Promise<ArrayBuffer> {
    return this.#bytes('GET', `/api/readarr/${parts(category)}/author/${part(id)}/thumbnail`);
  }

  /** Categories with their torrents and limits. Scope `read`. */
  getQbitCategories(): Promise<QbitCategoriesBody> {
    return this.#json('GET', '/api/qbit/categories');
  }

  /** Categories with the torrents in them. Scope `read`. */
  getQbitOverview(query: { instance?: string | undefined } = {}): Promise<QbitOverviewBody> {
    return this.#json('GET', '/api/qbit/overview', query);
  }

  /** Number of torrents per category and client. Scope `read`. */
  getTorrentsDistribution(): Promise<DistributionBody> {
    return this.#json('GET', '/api/torrents/distribution');
  }

  /** Torrents with the decision about each, filtered, sorted and counted on the server. Scope `read`. */
  getTorrents(
    query: {
      instance?: string | undefined;
      manager?: string | undefined;
      category?: string | undefined;
      decision?: string | undefined;
      tracker?: string | undefined;
      show?:
        | 'removal'
        | 'problem'
        | 'held'
        | 'importing'
        | 'downloading'
        | 'waiting'
        | 'seeding'
        | 'ignored'
        | 'removed'
        | undefined;
      text?: string | undefined;
      includeRemoved?: boolean | undefined;
      sort?:
        | 'decision'
        | 'name'
        | 'manager'
        | 'instance'
        | 'category'
        | 'tracker'
        | 'state'
        | 'progress'
        | 'next'
        | 'added'
        | 'size'
        | 'ratio'
        | 'eta'
        | 'dlspeed'
        | 'upspeed'
        | 'downloaded'
        | 'uploaded'
        | 'seedingTime'
        | 'seeds'
        | 'peers'
        | 'availability'
        | 'tags'
        | 'savePath'
        | 'score'
        | undefined;
      descending?: boolean | undefined;
      limit?: number | undefined;
      offset?: number | undefined;
    } = {},
  ): Promise<TorrentsBody> {
    return this.#json('GET', '/api/torrents', query);
  }

  /** A window of the grouped table: group heads with totals and policy, and the torrents of open groups. Scope `read`. */
  getTorrentsView(
    query: {
      group?: 'category' | 'decision' | 'manager' | 'client' | 'tracker' | 'none' | undefined;
      show?:
        | 'removal'
        | 'problem'
        | 'held'
        | 'importing'
        | 'downloading'
        | 'waiting'
        | 'seeding'
        | 'ignored'
        | 'removed'
        | undefined;
      text?: string | undefined;
      sort?:
        | 'decision'
        | 'name'
        | 'manager'
        | 'instance'
        | 'category'
        | 'tracker'
        | 'state'
        | 'progress'
        | 'next'
        | 'added'
        | 'size'
        | 'ratio'
        | 'eta'
        | 'dlspeed'
        | 'upspeed'
        | 'downloaded'
        | 'uploaded'
        | 'seedingTime'
        | 'seeds'
        | 'peers'
        | 'availability'
        | 'tags'
        | 'savePath'
        | 'score'
        | undefined;
      descending?: boolean | undefined;
      closed?: string | undefined;
      only?: string | undefined;
      offset?: number | undefined;
      limit?: number | undefined;
    } = {},
  ): Promise<TorrentView> {
    return this.#json('GET', '/api/torrents/view', query);
  }

  /** The same command for many torrents; each answers for itself. Scope `control`. */
  postTorrentsActions(body: TorrentCommandBodyInput): Promise<TorrentCommandsBody> {
    return this.#json('POST', '/api/torrents/actions', {}, body);
  }

  /** One torrent: facts, why, what comes next, and what happened to it so far. Scope `read`. */
  getTorrentsHash(instance: string | number, hash: string | number): Promise<TorrentDetail> {
    return this.#json('GET', `/api/torrents/${part(instance)}/${part(hash)}`);
  }

  /** Keep it: ignored from now on, a planned removal is off. Scope `control`. */
  postTorrentsKeep(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/keep`);
  }

  /** Look after it again. Scope `control`. */
  postTorrentsUnkeep(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/unkeep`);
  }

  /** Recheck its data. Scope `control`. */
  postTorrentsRecheck(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/recheck`);
  }

  /** Hand it to its Arr now. Scope `control`. */
  postTorrentsImport(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/import`);
  }

  /** Mark it failed: remove, blocklist and search again. Scope `control`. */
  postTorrentsFail(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/fail`);
  }

  /** Let it stand still for the stall delay once more. Scope `control`. */
  postTorrentsAllowStalled(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/allow-stalled`);
  }

  /** Release its hold for disk space. Scope `control`. */
  postTorrentsRelease(instance: string | number, hash: string | number): Promise<TorrentCommandResult> {
    return this.#json('POST', `/api/torrents/${part(instance)}/${part(hash)}/release`);
  }

  /** Columns and order of the table of torrents. Scope `read`. */
  getPreferencesTorrents(): Promise<TorrentLayoutBody> {
    return this.#json('GET', '/api/preferences/torrents');
  }

  /** Set columns and order of the table of torrents; null resets them. Scope `control`. */
  postPreferencesTorrents(body: TorrentLayoutChangeInput): Promise<TorrentLayoutBody> {
    return this.#json('POST', '/api/preferences/torrents', {}, body);
  }

  /** What qBitrr did, newest first. Scope `read`. */
  getActivity(
    query: {
      kinds?: string | undefined;
      results?: string | undefined;
      hash?: string | undefined;
      instance?: string | undefined;
      manager?: string | undefined;
      text?: string | undefined;
      since?: number | undefined;
      until?: number | undefined;
      before?: number | undefined;
      limit?: number | undefined;
      offset?: number | undefined;
      brief?: boolean | undefined;
    } = {},
  ): Promise<ActivityBody> {
    return this.#json('GET', '/api/activity', query);
  }

  /** The filtered history as a file, CSV or JSON, at most 100,000 events. Scope `read`. */
  getActivityExport(
    query: {
      kinds?: string | undefined;
      results?: string | undefined;
      hash?: string | undefined;
      instance?: string | undefined;
      manager?: string | undefined;
      text?: string | undefined;
      since?: number | undefined;
      until?: number | undefined;
      before?: number | undefined;
      format?: 'csv' | 'json' | undefined;
    } = {},
  ): Promise<string> {
    return this.#text('GET', '/api/activity/export', query);
  }

  /** Let removals go on after the budget tripped, or say that what looks like an outage is none. Scope `control`. */
  postRemovalsRelease(body: ReleaseBodyInput): Promise<ReleaseResult> {
    return this.#json('POST', '/api/removals/release', {}, body);
  }

  /** Planned actions, torrents by decision, and what was done since `since` against the seven days before. Scope `read`. */
  getOverview(query: { since?: number | undefined } = {}): Promise<OverviewBody> {
    return this.#json('GET', '/api/overview', query);
  }

  /** Configuration without secrets: the tree, and as TOML text in `config`. Scope `admin`. */
  getConfig(): Promise<GetConfigAnswer> {
    return this.#json('GET', '/api/config');
  }

  /** Save changes (`changes`) or a whole TOML document (`config`). Scope `admin`. */
  postConfig(body: PostConfigInput = {}): Promise<ConfigSaved> {
    return this.#json('POST', '/api/config', {}, body);
  }

  /** Fields of the configuration, in the form of the reference. Scope `admin`. */
  getConfigSchema(): Promise<ConfigSchema> {
    return this.#json('GET', '/api/config/schema');
  }

  /** Fields of the configuration with help, effects and what the environment decides. Scope `admin`. */
  getConfigFields(): Promise<ConfigFields> {
    return this.#json('GET', '/api/config/fields');
  }

  /** One stored secret, in the desktop window or for the password of sign-in. Scope `admin`. */
  postConfigReveal(body: RevealRequestInput): Promise<RevealedSecret> {
    return this.#json('POST', '/api/config/reveal', {}, body);
  }

  /** config.toml with its secrets, as a file; in the desktop window or for the password of sign-in. Scope `admin`. */
  postConfigExport(body: ExportRequestInput = {}): Promise<string> {
    return this.#text('POST', '/api/config/export', {}, body);
  }

  /** What saving these changes, or this TOML document, would do; nothing is saved. Scope `admin`. */
  postConfigPlan(body: PostConfigPlanInput = {}): Promise<ConfigPlan> {
    return this.#json('POST', '/api/config/plan', {}, body);
  }

  /** What would be decided about the torrents there are after saving this; nothing is saved or done. Scope `admin`. */
  postConfigPreview(body: PostConfigPlanInput = {}): Promise<PreviewBody> {
    return this.#json('POST', '/api/config/preview', {}, body);
  }

  /** Kept copies of the configuration, newest first. Scope `admin`. */
  getConfigBackups(): Promise<GetConfigBackupsAnswer> {
    return this.#json('GET', '/api/config/backups');
  }

  /** One kept copy as TOML text without secrets; empty when it does not parse. Scope `admin`. */
  getConfigBackupsId(id: string | number): Promise<GetConfigBackupsIdAnswer> {
    return this.#json('GET', `/api/config/backups/${part(id)}`);
  }

  /** One kept copy as a file, without secrets; sent back, it keeps those that are stored. Scope `admin`. */
  getConfigBackupsDownload(id: string | number): Promise<string> {
    return this.#text('GET', `/api/config/backups/${part(id)}/download`);
  }

  /** What restoring this copy would change. Scope `admin`. */
  getConfigBackupsDiff(id: string | number): Promise<ConfigPlan> {
    return this.#json('GET', `/api/config/backups/${part(id)}/diff`);
  }

  /** Put this copy back in force, its secrets included. Scope `admin`. */
  postConfigBackupsRestore(id: string | number, body: PostConfigBackupsIdRestoreInput = {}): Promise<ConfigSaved> {
    return this.#json('POST', `/api/config/backups/${part(id)}/restore`, {}, body);
  }

  /** Propose a configuration from another program's file or folder; nothing is written. Scope `admin`. */
  postConfigImport(body: ImportRequestInput): Promise<ImportProposal> {
    return this.#json('POST', '/api/config/import', {}, body);
  }

  /** What saving this proposal would do. Scope `admin`. */
  postConfigImportPlan(id: string | number, body: PostConfigImportIdPlanInput = {}): Promise<ConfigPlan> {
    return this.#json('POST', `/api/config/import/${part(id)}/plan`, {}, body);
  }

  /** Save this proposal and put it in force. Scope `admin`. */
  postConfigImportSave(id: string | number, body: PostConfigImportIdPlanInput = {}): Promise<ConfigSaved> {
    return this.#json('POST', `/api/config/import/${part(id)}/save`, {}, body);
  }

  /** Try an Arr, in the words of the reference; one that refuses us is a 200. Scope `admin`. */
  postArrTestConnection(): Promise<ArrTestBody> {
    return this.#json('POST', '/api/arr/test-connection');
  }

  /** Try a qBittorrent, an Arr, Overseerr or Jellyseerr, Ombi or a webhook, stored or not yet stored. Scope `admin`. */
  postConnectionsTest(): Promise<ConnectionResult> {
    return this.#json('POST', '/api/connections/test');
  }

  /** Which qBittorrent and Arr apps answer on the computer of the server, at their usual ports and, on the desktop, at that of qBittorrent's own settings. Scope `admin`. */
  getConnectionsLocal(): Promise<LocalApps> {
    return this.#json('GET', '/api/connections/local');
  }

  /** Is this folder there, can it be written, how much room has its disk. Scope `admin`. */
  postPathsCheck(body: PostPathsCheckInput): Promise<PathCheck> {
    return this.#json('POST', '/api/paths/check', {}, body);
  }

  /** What qBittorrent, each app and this computer call the folders, whether hardlinks are possible, what to change. Scope `admin`. */
  getPathDoctor(): Promise<PathReport> {
    return this.#json('GET', '/api/path-doctor');
  }

  /** The same for settings that are not saved; nothing is saved or written. Scope `admin`. */
  postPathDoctor(body: PostConfigPlanInput = {}): Promise<PathReport> {
    return this.#json('POST', '/api/path-doctor', {}, body);
  }

  /** The API token. Scope `admin`. */
  getToken(): Promise<GetTokenAnswer> {
    return this.#json('GET', '/api/token');
  }

  /** Browsers that are signed in, last used first. Scope `admin`. */
  getAuthDevices(): Promise<DevicesBody> {
    return this.#json('GET', '/api/auth/devices');
  }

  /** Sign out every device but the one that asks. Scope `admin`. */
  postAuthDevicesSignOutOthers(): Promise<SignedOutBody> {
    return this.#json('POST', '/api/auth/devices/sign-out-others');
  }

  /** Sign out one device. Scope `admin`. */
  postAuthDevicesSignOut(id: string | number): Promise<OkBody> {
    return this.#json('POST', `/api/auth/devices/${part(id)}/sign-out`);
  }

  /** Named API tokens, without the tokens themselves. Scope `admin`. */
  getAuthTokens(): Promise<TokensBody> {
    return this.#json('GET', '/api/auth/tokens');
  }

  /** Make an API token; the answer is the only place where it is shown. Scope `admin`. */
  postAuthTokens(body: NewTokenInput): Promise<TokenCreated> {
    return this.#json('POST', '/api/auth/tokens', {}, body);
  }

  /** Revoke an API token at once. Scope `admin`. */
  postAuthTokensRevoke(id: string | number): Promise<OkBody> {
    return this.#json('POST', `/api/auth/tokens/${part(id)}/revoke`);
  }

  /** Configured webhooks, without addresses and secrets. Scope `admin`. */
  getWebhooks(): Promise<WebhooksBody> {
    return this.#json('GET', '/api/webhooks');
  }

  /** The last 100 messages of a webhook, newest first. Scope `admin`. */
  getWebhooksDeliveries(name: string | number): Promise<DeliveriesBody> {
    return this.#json('GET', `/api/webhooks/${part(name)}/deliveries`);
  }

  /** Send a test message now and tell what came of it. Scope `admin`. */
  postWebhooksTest(name: string | number): Promise<WebhookTestBody> {
    return this.#json('POST', `/api/webhooks/${part(name)}/test`);
  }

  /** Figures in the Prometheus text format. Scope `metrics`. */
  getMetrics(): Promise<string> {
    return this.#text('GET', '/api/metrics');
  }

  /** This description of the interface, OpenAPI 3.0.3. Scope `read`. */
  getOpenapiJson(): Promise<GetOpenapiJsonAnswer> {
    return this.#json('GET', '/api/openapi.json');
  }

  /** This description of the interface, OpenAPI 3.1.0. Scope `read`. */
  getOpenapi31Json(): Promise<GetOpenapiJsonAnswer> {
    return this.#json('GET', '/api/openapi-3.1.json');
  }

  /** The same to read and to try out. Scope `read`. */
  getDocs(): Promise<string> {
    return this.#text('GET', '/api/docs');
  }

  async #send(method: string, path: string, query: Query, body?: unknown): Promise<Response> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) search.set(name, String(value));
    }
    const question = search.size === 0 ? '' : `?${search}`;
    const response = await fetch(`${this.#base}${path}${question}`, {
      method,
      // A token is for this server alone.
      redirect: 'error',
      signal: AbortSignal.timeout(this.#timeout),
      headers: {
        Accept: 'application/json, */*;q=0.5',
        ...(this.#token !== '' && { 'X-API-Token': this.#token }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new QbitrrError(response.status, errorOf(response, await response.text()));
    return response;
  }

  async #json<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
    const answer: T = await (await this.#send(method, path, query, body)).json();
    return answer;
  }

  async #text(method: string, path: string, query: Query = {}, body?: unknown): Promise<string> {
    return (await this.#send(method, path, query, body)).text();
  }

  async #bytes(method: string, path: string, query: Query = {}, body?: unknown): Promise<ArrayBuffer> {
    return (await this.#send(method, path, query, body)).arrayBuffer();
  }
}

/** Something between us and qBitrr may answer in its own way. */
function errorOf(response: Response, text: string): ErrorAnswer {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string') {
      return { details: '', ...body, error: body.error };
    }
  } catch {
    // Not JSON.
  }
  return { error: response.statusText || `HTTP ${response.status}`, details: text.slice(0, 500) };
}

/** A part of a path; slashes of a category stay. */
const part = (value: string | number): string => encodeURIComponent(value);
const parts = (value: string): string => value.split('/').map(part).join('/');

/** Every answer that is no success; `error` is never empty, `details` may be. */
export type ErrorAnswer = {
  error: string;
  details: string;
  code?: string;
  message?: string;
  validationErrors?: { path: string; message: string; line?: number | null }[];
  success?: false;
  token?: '';
  field?: string;
  problem?: TomlProblem;
  rolledBack?: true;
};

export type ActionKind =
  | 'none'
  | 'start'
  | 'stop'
  | 'hold'
  | 'resume'
  | 'recheck'
  | 'recheck-restore'
  | 'inspect-files'
  | 'skip-files'
  | 'import'
  | 'tag-stalled'
  | 'remove'
  | 'remove-keep-files'
  | 'clean-files'
  | 'edit-trackers'
  | 'ignore'
  | 'unignore'
  | 'allow-stalled';

export type ActivityBody = { events: LedgerEvent[]; total: number };

export type AlbumEntry = {
  album: {
    id: number;
    title: string;
    artistId: number;
    artistName: string | null;
    foreignAlbumId: string;
    releaseDate: string | null;
    monitored: boolean;
    hasFile: boolean;
    qualityMet: boolean;
    isRequest: boolean;
    upgrade: boolean;
    customFormatScore: number | null;
    minCustomFormatScore: number | null;
    customFormatMet: boolean;
    reason: SearchReason | null;
    qualityProfileId: number | null;
    qualityProfileName: string | null;
  };
  totals: RollUp;
  tracks: TrackRow[];
};

export type AlbumsBody = {
  category: string;
  counts: TitleCounts;
  counts_tracks: RollUp;
  album_total: number;
  total: number;
  page: number;
  page_size: number;
  albums: AlbumEntry[];
};

export type ApiScope = 'metrics' | 'read' | 'control' | 'admin';

export type ArrTestBody = ArrTestPassed | ArrTestFailed;

export type ArrTestFailed = { success: false; message: string; error: string; details: string };

export type ArrTestPassed = {
  success: true;
  message: string;
  systemInfo: { version: string; branch: string | null };
  qualityProfiles: { id: number; name: string }[];
};

export type ArrType = 'radarr' | 'sonarr' | 'lidarr' | 'readarr';

export type ArtistBody = {
  category: string;
  counts: TitleCounts;
  counts_tracks: RollUp;
  artist: {
    id: number;
    name: string;
    monitored: boolean;
    albumCount: number;
    trackTotalCount: number;
    qualityProfileName: string | null;
    searched: boolean;
  };
  albums: AlbumEntry[];
};

export type ArtistEntry = {
  artist: {
    id: number;
    name: string;
    monitored: boolean;
    albumCount: number;
    trackTotalCount: number;
    qualityProfileName: string | null;
    searched: boolean;
    albumsMonitored: number;
    albumsAvailable: number;
    albumsMissing: number;
    tracksMonitored: number;
    tracksAvailable: number;
    tracksMissing: number;
  };
};

export type ArtistsBody = {
  category: string;
  counts: TitleCounts;
  counts_tracks: RollUp;
  album_total: number;
  total: number;
  page: number;
  page_size: number;
  artists: ArtistEntry[];
};

export type AttentionItem = {
  id: string;
  kind: 'worker-failed' | 'remote-down' | 'config-issue' | 'removal-budget' | 'outage' | 'disk' | 'returned' | 'notice';
  severity: 'attention' | 'danger';
  message: string;
  subject: string;
  since: number;
  release: ('budget' | 'outage') | null;
};

export type AuthorBody = {
  category: string;
  counts: TitleCounts;
  author: {
    id: number;
    name: string;
    monitored: boolean;
    bookCount: number;
    qualityProfileName: string | null;
    searched: boolean;
  };
  books: BookEntry[];
};

export type AuthorEntry = {
  author: {
    id: number;
    name: string;
    monitored: boolean;
    bookCount: number;
    qualityProfileName: string | null;
    searched: boolean;
    booksMonitored: number;
    booksAvailable: number;
    booksMissing: number;
  };
};

export type AuthorsBody = {
  category: string;
  counts: TitleCounts;
  book_total: number;
  total: number;
  page: number;
  page_size: number;
  authors: AuthorEntry[];
};

export type BookEntry = {
  book: {
    id: number;
    title: string;
    authorId: number;
    authorName: string | null;
    foreignBookId: string;
    releaseDate: string | null;
    monitored: boolean;
    hasFile: boolean;
    qualityMet: boolean;
    isRequest: boolean;
    upgrade: boolean;
    customFormatScore: number | null;
    minCustomFormatScore: number | null;
    customFormatMet: boolean;
    reason: SearchReason | null;
    qualityProfileId: number | null;
    qualityProfileName: string | null;
  };
};

export type Bucket =
  'removal' | 'problem' | 'held' | 'importing' | 'downloading' | 'waiting' | 'seeding' | 'ignored' | 'removed';

export type ConfigAuthor =
  'panel' | 'token' | 'open' | 'file' | 'start' | 'migration' | 'restore' | 'import' | 'rollback';

export type ConfigBackup = {
  id: string;
  at: number;
  author: ConfigAuthor | null;
  bytes: number;
  kind: 'save' | 'migration' | 'broken';
  version: string | null;
};

export type ConfigField = {
  path: string;
  key: string;
  label: string;
  group: string;
  advanced: boolean;
  hidden: boolean;
  inert: boolean;
  control: FieldControl;
  type: string;
  help: string;
  example: string | null;
  aliases: string[];
  default: unknown;
  defaultByType: Record<string, unknown> | null;
  defaultByName: { contains: string; value: unknown } | null;
  inTemplate: boolean;
  whenMissing: unknown;
  off: string | number | null;
  special: { value: string | number; label: string }[];
  options: { value: string | number; label: string }[] | null;
  unit: string | null;
  min: number | null;
  max: number | null;
  required: boolean;
  requiredWhen: string | null;
  secret: boolean;
  appliesTo: ArrType[] | null;
  effect: Effect;
  env: string | null;
  since: string;
};

export type ConfigFields = {
  fields: ConfigField[];
  locks: Record<string, { variable: string; value: unknown }>;
  secrets: Record<string, string | null>;
};

export type ConfigIssue = { path: string; message: string };

export type ConfigPlan = {
  ok: boolean;
  etag: string;
  problem: TomlProblem | null;
  validationErrors: { path: string; message: string; line: number | null }[];
  warnings: ValidationError[];
  reloadType: ReloadType | null;
  groups: { effect: Effect; changes: PlannedChange[] }[];
  restarts: string[];
  refreshes: string[];
  resetsSearch: string[];
  address: { host: string; port: number; urlBase: string } | null;
};

export type ConfigSaved = {
  status: 'ok';
  configReloaded: boolean;
  reloadType: ReloadType;
  affectedInstances: string[];
  backup?: string;
};

export type ConfigSchema = {
  version: 1;
  sections: { Settings: SchemaField[]; WebUI: SchemaField[]; qBit: SchemaField[]; Arr: SchemaField[] };
};

export type ConnectionCause =
  | 'address'
  | 'refused'
  | 'dns'
  | 'timeout'
  | 'tls'
  | 'reset'
  | 'auth'
  | 'banned'
  | 'wrong-app'
  | 'path'
  | 'version'
  | 'answer';

export type ConnectionResult = {
  success: boolean;
  message: string;
  cause: ConnectionCause | null;
  latencyMs: number | null;
  version: string | null;
  clockSkewSeconds: number | null;
  profiles: { id: number; name: string }[];
  categories: string[];
  categoryFound: boolean | null;
  warnings: string[];
};

export type DayCounts = { searches: number; imports: number; removals: number; holds: number };

export type DecisionCode =
  | 'cf_unmet'
  | 'seed_goal'
  | 'seed_protected'
  | 'failed_category'
  | 'recheck_category'
  | 'missing_files'
  | 'ignored'
  | 'grace'
  | 'stalled'
  | 'metadata_stuck'
  | 'unavailable'
  | 'too_slow'
  | 'inspect'
  | 'files_excluded'
  | 'held_space'
  | 'importing'
  | 'imported'
  | 'import_blocked'
  | 'downloading'
  | 'seeding'
  | 'errored'
  | 'stopped'
  | 'queued'
  | 'busy'
  | 'none';

export type DeliveriesBody = { name: string; deliveries: WebhookDelivery[] };

export type DeviceRow = {
  id: string;
  current: boolean;
  method: SignInMethod;
  user: string;
  createdAt: number;
  seenAt: number;
  expiresAt: number;
  address: string;
  browser: string | null;
  system: string | null;
};

export type DevicesBody = { devices: DeviceRow[] };

export type DiskReport = {
  folder: string;
  total: number | null;
  free: number | null;
  keep: number;
  reserved: number;
  held: number;
  waiting: number;
  problem: string | null;
};

export type DistributionBody = { distribution: Record<string, Record<string, number>> };

export type Doing = { code: string; values: FactValues };

export type Effect = 'screen' | 'now' | 'qbittorrent' | 'web' | 'restart' | 'restart-reset' | 'restart-all';

export type EpisodeRow = {
  episodeNumber: number;
  title: string;
  monitored: boolean;
  hasFile: boolean;
  airDateUtc: string;
  reason: SearchReason | null;
};

export type FactValue = string | number | boolean | null;

export type FactValues = Record<string, FactValue>;

export type FieldControl =
  | 'text'
  | 'lines'
  | 'secret'
  | 'number'
  | 'port'
  | 'switch'
  | 'inherit-switch'
  | 'select'
  | 'tags'
  | 'patterns'
  | 'duration'
  | 'size'
  | 'percent'
  | 'path'
  | 'file'
  | 'url'
  | 'host'
  | 'cron'
  | 'category'
  | 'categories'
  | 'profiles'
  | 'tables';

export type FlatTrackRow = {
  id: number;
  trackNumber: number | null;
  title: string | null;
  duration: number | null;
  hasFile: boolean;
  trackFileId: number | null;
  monitored: boolean;
  albumId: number;
  albumTitle: string;
  artistTitle: string;
  artistId: number;
};

export type GateCheck = 'observe-only' | 'ledger' | 'outage' | 'budget' | 'hit-and-run' | 'grace';

export type GateHold = { check: GateCheck; reason: string; until: number | null };

export type HardlinkVerdict = 'possible' | 'impossible' | 'unsure' | 'unknown';

export type ImportNote = { from: string; to: string | null; message: string };

export type ImportProposal = {
  id: string;
  source: ImportSource;
  config: string;
  understood: ImportNote[];
  notUnderstood: ImportNote[];
  attention: ImportNote[];
};

export type ImportSource = 'qbitrr' | 'torrentarr' | 'decluttarr';

export type LastExit = {
  code: number | null;
  signal: string | null;
  at: number;
  reason: 'requested' | 'crash' | 'unresponsive' | 'spawn-timeout' | 'finished';
};

export type LedgerEvent = {
  id: number;
  at: number;
  kind: LedgerKind;
  manager: string;
  instance: string | null;
  hash: string | null;
  name: string | null;
  decision: DecisionCode | null;
  action: ActionKind | null;
  result: 'ok' | 'failed' | 'refused' | 'info';
  values: FactValues;
  trail: RuleTrace[];
  message: string;
};

export type LedgerKind =
  | 'verdict'
  | 'intent'
  | 'action'
  | 'observed'
  | 'planned'
  | 'import'
  | 'removal'
  | 'research'
  | 'hold'
  | 'resume'
  | 'budget'
  | 'outage'
  | 'returned'
  | 'process'
  | 'config'
  | 'health'
  | 'sign-in';

export type LiveFromServer =
  | { type: 'hello'; version: string; topics: LiveTopic[] }
  | { type: 'processes'; data: ProcessesBody }
  | { type: 'log'; data: LogEntry }
  | { type: 'status'; data: StatusBody }
  | { type: 'torrents'; data: TorrentDelta }
  | { type: 'torrentNews'; data: TorrentNews }
  | { type: 'library'; data: { category: string; type: string } }
  | { type: 'event'; data: WebhookEvent }
  | { type: 'activity'; data: LedgerEvent }
  | { type: 'pong' }
  | { type: 'error'; error: string; details: string };

export type LiveTopic =
  'processes' | 'logs' | 'status' | 'torrents' | 'torrentNews' | 'library' | 'events' | 'activity';

export type LocalApp = 'qbittorrent' | 'radarr' | 'sonarr' | 'lidarr' | 'readarr';

export type LocalApps = {
  apps: {
    app: LocalApp;
    url: string;
    answer: 'found' | 'other' | 'nothing' | 'unasked';
    settings: { file: string; webUi: 'on' | 'off' | 'unsaid'; userName: string | null } | null;
  }[];
  addresses: string[];
};

export type LogChunk = {
  content: string;
  next_bytes: number;
  size: number;
  inode: number;
  rotated: boolean;
  truncated: boolean;
};

export type LogCursor = string;

export type LogEntry = { timestamp: string; level: LogLevel; source: string; message: string; seq: number };

export type LogHistogram = { stepSeconds: number; bars: { at: number; lines: number; errors: number }[] };

export type LogLevel =
  'TRACE' | 'VERBOSE' | 'DEBUG' | 'INFO' | 'NOTICE' | 'HNOTICE' | 'SUCCESS' | 'WARNING' | 'ERROR' | 'CRITICAL';

export type LogLine = {
  timestamp: string;
  level: LogLevel;
  source: string;
  message: string;
  cursor: LogCursor;
  marks: [number, number][];
};

export type LogSearchBody = {
  query: string;
  truncated: boolean;
  files_searched: string[];
  matches: { file: string; line: number; text: string; context_before: string[]; context_after: string[] }[];
};

export type LogSummary = {
  total: number;
  counts: Partial<Record<LogLevel, number>>;
  histogram: LogHistogram;
  sources: string[];
  truncated: boolean;
};

export type LogWindow = {
  entries: LogLine[];
  older: LogCursor | null;
  newer: LogCursor | null;
  restarted: boolean;
  truncated: boolean;
};

export type MovieRow = {
  id: number;
  title: string;
  year: number;
  monitored: boolean;
  hasFile: boolean;
  qualityMet: boolean;
  isRequest: boolean;
  upgrade: boolean;
  customFormatScore: number | null;
  minCustomFormatScore: number | null;
  customFormatMet: boolean;
  reason: SearchReason | null;
  qualityProfileId: number | null;
  qualityProfileName: string | null;
};

export type MoviesBody = {
  category: string;
  counts: TitleCounts;
  total: number;
  page: number;
  page_size: number;
  movies: MovieRow[];
};

export type NamedFolder = { path: string; sight: PathSight };

export type OkBody = { status: 'ok' };

export type OverviewBody = {
  planned: PlannedItem[];
  plannedTotal: number;
  decisions: Partial<Record<Bucket, number>>;
  today: DayCounts;
  average: DayCounts;
  observed: number;
  hasRun: boolean;
};

export type OverviewCategory = {
  category: string;
  managedBy: 'qbit' | 'arr';
  torrentCount: number;
  seedingCount: number;
  totalSize: number;
  avgRatio: number;
  avgSeedingTime: number;
  seedingConfig: SeedingConfig;
  qbitInstance: string;
  arrName: string | null;
  torrents: OverviewTorrent[];
  torrentsTruncated: boolean;
};

export type OverviewTorrent = {
  hash: string;
  name: string;
  category: string;
  state: string;
  tags: string[];
  progress: number;
  availability: number;
  ratio: number;
  ratioLimit: number;
  priority: number;
  eta: number;
  size: number;
  totalSize: number;
  downloaded: number;
  uploaded: number;
  amountLeft: number;
  dlspeed: number;
  upspeed: number;
  numSeeds: number;
  numLeechs: number;
  numComplete: number;
  numIncomplete: number;
  addedOn: number;
  completionOn: number;
  seedingTime: number;
  timeActive: number;
  lastActivity: number;
  seedingTimeLimit: number;
  dlLimit: number;
  upLimit: number;
};

export type PathApp = {
  instance: string;
  type: ArrType;
  trouble: string | null;
  category: string;
  downloads: {
    client: string;
    clientCategory: string;
    qbit: string;
    name: string;
    app: NamedFolder;
    here: NamedFolder;
  }[];
  library: { app: NamedFolder; here: NamedFolder; hardlinks: HardlinkVerdict }[];
  findings: PathFinding[];
};

export type PathCheck = {
  path: string;
  exists: boolean;
  isFolder: boolean;
  writable: boolean;
  freeBytes: number | null;
  totalBytes: number | null;
  message: string;
};

export type PathClient = {
  instance: string;
  trouble: string | null;
  folders: { role: 'complete' | 'incomplete'; name: string; here: NamedFolder; freeBytes: number | null }[];
  findings: PathFinding[];
};

export type PathFinding =
  | { code: 'no-client'; severity: 'problem'; values: {} }
  | { code: 'client-off'; severity: 'problem'; values: { client: string } }
  | { code: 'other-address'; severity: 'warning'; values: { client: string; theirs: string; ours: string } }
  | { code: 'no-category'; severity: 'problem'; values: { client: string; ours: string } }
  | { code: 'other-category'; severity: 'problem'; values: { client: string; theirs: string; ours: string } }
  | { code: 'category-shared'; severity: 'problem'; values: { category: string; others: string } }
  | { code: 'category-missing'; severity: 'note'; values: { category: string; qbit: string } }
  | { code: 'imported-category'; severity: 'warning'; values: { client: string; category: string } }
  | { code: 'category-path-unused'; severity: 'note'; values: { category: string; path: string; used: string } }
  | { code: 'mapping-needed'; severity: 'problem'; values: { host: string; remote: string; local: string } }
  | {
      code: 'mapping-wrong-host';
      severity: 'problem';
      values: { wrong: string; host: string; remote: string; local: string };
    }
  | { code: 'mapping-target-missing'; severity: 'problem'; values: { host: string; remote: string; local: string } }
  | { code: 'mapping-not-needed'; severity: 'problem'; values: { host: string; remote: string; local: string } }
  | { code: 'path-style'; severity: 'problem'; values: { host: string; remote: string; local: string } }
  | { code: 'no-root'; severity: 'warning'; values: {} }
  | { code: 'root-missing'; severity: 'problem'; values: { root: string } }
  | { code: 'root-in-downloads'; severity: 'problem'; values: { root: string; downloads: string } }
  | { code: 'downloads-in-root'; severity: 'warning'; values: { root: string; downloads: string } }
  | { code: 'hardlink-other-device'; severity: 'warning'; values: { root: string; downloads: string } }
  | { code: 'hardlink-separate-mounts'; severity: 'warning'; values: { root: string; downloads: string } }
  | {
      code: 'not-here';
      severity: 'warning';
      values: { path: string; local: string; qbit: string; where: 'here' | 'container' | 'remote' };
    }
  | { code: 'not-readable'; severity: 'warning'; values: { path: string } }
  | { code: 'not-writable'; severity: 'warning'; values: { path: string } }
  | { code: 'disk-silent'; severity: 'warning'; values: { path: string } }
  | { code: 'completed-missing'; severity: 'warning'; values: { path: string } }
  | { code: 'completed-elsewhere'; severity: 'warning'; values: { path: string; saves: string } }
  | { code: 'incomplete-other-device'; severity: 'note'; values: { incomplete: string; complete: string } };

export type PathReport = {
  checkedAt: number;
  inContainer: boolean;
  completedFolder: NamedFolder | null;
  findings: PathFinding[];
  clients: PathClient[];
  apps: PathApp[];
};

export type PathSight = 'there' | 'parent' | 'missing' | 'unknown';

export type PlannedAction = { action: ActionKind; decision: DecisionCode; at: number | null };

export type PlannedChange = {
  path: string;
  before: unknown;
  after: unknown;
  effect: Effect;
  instance: string | null;
  secret: boolean;
  label: string | null;
};

export type PlannedItem = {
  kind: 'torrent' | 'held' | 'restart' | 'update-check';
  at: number | null;
  name: string;
  instance: string | null;
  hash: string | null;
  manager: string;
  action: ActionKind | null;
  decision: DecisionCode | null;
  count: number;
};

export type PreviewBody = {
  compared: number;
  differing: number;
  changes: PreviewChange[];
  held: { before: number; after: number } | null;
  truncated: boolean;
  notes: string[];
};

export type PreviewChange = {
  instance: string;
  hash: string;
  name: string;
  manager: string;
  before: {
    decision: DecisionCode;
    values: FactValues;
    reason: string;
    action: ActionKind;
    next: PlannedAction | null;
  };
  after: { decision: DecisionCode; values: FactValues; reason: string; action: ActionKind; next: PlannedAction | null };
};

export type ProcessRow = {
  category: string;
  name: string;
  kind: UnitKind;
  pid: number | null;
  alive: boolean;
  status: ProcessStatus;
  uptime: number;
  rebuilding?: boolean;
  searchSummary?: string;
  searchTimestamp?: string;
  queueCount?: number;
  categoryCount?: number;
  freeSpacePaused?: number;
  metricType?: 'torrent-policy' | 'category';
  owner: ArrType | 'core';
  address: string | null;
  doing: Doing | null;
  nextRunAt: number | null;
  restarts: { used: number; allowed: number; windowSeconds: number; total: number };
  lastExit: LastExit | null;
  lastError: string | null;
  memoryBytes: number | null;
  cpuPercent: number | null;
  work: number[];
};

export type ProcessStatus = 'running' | 'starting' | 'restarting' | 'stopped' | 'failed';

export type ProcessesBody = { processes: ProcessRow[] };

export type QbitCategoriesBody = { categories: QbitCategory[]; ready: boolean };

export type QbitCategory = {
  category: string;
  managedBy: 'qbit' | 'arr';
  torrentCount: number;
  seedingCount: number;
  totalSize: number;
  avgRatio: number;
  avgSeedingTime: number;
  seedingConfig: SeedingConfig;
  instance: string;
};

export type QbitOverviewBody = { instances: string[]; categories: OverviewCategory[]; ready: boolean };

export type QbitStatus = {
  alive: boolean;
  host: string | null;
  port: number | null;
  version: string | null;
  state: RemoteState;
  lastError: string | null;
  since: number | null;
};

export type ReleaseResult = { released: boolean };

export type ReloadType = 'full' | 'multi_arr' | 'single_arr' | 'webui' | 'qbit_hot' | 'live' | 'frontend' | 'none';

export type RemoteState = 'unknown' | 'up' | 'down' | 'authFailed' | 'unsupported';

export type RestartedBody = { status: 'ok'; name: string; category: string; restarted: UnitKind[] };

export type RevealedSecret = { path: string; value: string };

export type RollUp = { available: number; monitored: number; missing: number };

export type RuleTrace = {
  rule: string;
  row: string;
  outcome: 'pass' | 'skip' | 'match' | 'blocked' | 'notRun';
  values: FactValues;
  setting: string | null;
};

export type SchemaField = {
  section: 'Settings' | 'WebUI' | 'qBit' | 'Arr';
  key: string;
  label: string;
  path: string[];
  kind: 'text' | 'number' | 'checkbox' | 'password' | 'select' | 'tags' | 'duration' | 'mapping' | 'trackers';
  default: unknown;
  comments: string | string[];
  required: boolean;
  secure: boolean;
  uiExpose: boolean;
  applyLive: boolean | null;
  requiresRestart: boolean | null;
  options?: string[];
  description?: string;
  placeholder?: string;
  nativeUnit?: 'seconds' | 'minutes';
  allowNegative?: true;
  minimum?: number;
  maximum?: number;
  arrKinds?: string[];
};

export type SearchReason = 'Missing' | 'Quality' | 'CustomFormat' | 'Upgrade' | 'Not being searched';

export type SeedingConfig = {
  maxRatio: number;
  maxTime: number;
  removeMode: number;
  downloadLimit: number;
  uploadLimit: number;
};

export type SeedingPolicy = {
  removeMode: -1 | 1 | 2 | 3 | 4;
  maxRatio: number | null;
  maxSeedingSeconds: number | null;
};

export type SeriesBody = {
  category: string;
  counts: RollUp;
  total: number;
  page: number;
  page_size: number;
  series: SeriesEntry[];
};

export type SeriesEntry = {
  series: { id: number | null; title: string; qualityProfileId: number | null; qualityProfileName: string | null };
  totals: RollUp;
  seasons: Record<string, { available: number; monitored: number; missing: number; episodes: EpisodeRow[] }>;
};

export type SignInMethod = 'password' | 'oidc' | 'token' | 'link' | 'desktop';

export type SignedOutBody = { signedOut: number };

export type StartedBody = { status: 'ok'; name: string; category: string; started: UnitKind[] };

export type StatusBody = {
  qbit: QbitStatus;
  qbitInstances: Record<string, QbitStatus>;
  arrs: {
    category: string;
    name: string;
    type: ArrType;
    alive: boolean;
    reachable: boolean | null;
    state: RemoteState;
    version: string | null;
    lastError: string | null;
  }[];
  ready: boolean;
  webui: { LiveArr: boolean; Theme: string; ViewDensity: string };
  mode: 'normal' | 'search-only' | 'processing-only' | 'qbit-disabled' | 'unconfigured' | 'sandbox';
  observeOnly: boolean;
  uptime: number;
  dataPath: string;
  version: string;
  configIssues: ConfigIssue[];
  attention: AttentionItem[];
  transfer: { dlspeed: number; upspeed: number; torrents: number };
  disk: DiskReport | null;
};

export type StoppedBody = { status: 'ok'; name: string; category: string; stopped: UnitKind[] };

export type TitleCounts = {
  available: number;
  monitored: number;
  missing: number;
  quality_met: number;
  requests: number;
};

export type TokenCreated = { token: string; row: TokenRow };

export type TokenRow = { id: string; name: string; scope: ApiScope; createdAt: number; lastUsedAt: number | null };

export type TokensBody = { tokens: TokenRow[] };

export type TomlProblem = { line: number; column: number; message: string };

export type TorrentColumn =
  | 'manager'
  | 'progress'
  | 'decision'
  | 'next'
  | 'state'
  | 'size'
  | 'dlspeed'
  | 'upspeed'
  | 'downloaded'
  | 'uploaded'
  | 'eta'
  | 'seedingTime'
  | 'seeds'
  | 'peers'
  | 'ratio'
  | 'availability'
  | 'added'
  | 'tags'
  | 'category'
  | 'client'
  | 'tracker'
  | 'score'
  | 'savePath';

export type TorrentCommandResult = { ok: boolean; message: string };

export type TorrentCommandsBody = { results: { ok: boolean; message: string; instance: string; hash: string }[] };

export type TorrentDelta = {
  full: boolean;
  changed: TorrentRow[];
  removed: { instance: string; hash: string }[];
  total: number;
};

export type TorrentDetail = {
  torrent: TorrentRow;
  trail: RuleTrace[];
  timeline: LedgerEvent[];
  links: { client: string | null; arr: string | null };
};

export type TorrentGroup = {
  key: string;
  open: boolean;
  totals: { count: number; seeding: number; size: number };
  managers: string[];
  policy: SeedingPolicy | null;
};

export type TorrentItem = { kind: 'group'; group: TorrentGroup } | { kind: 'row'; row: TorrentRow };

export type TorrentLayout = {
  columns: { id: TorrentColumn; shown: boolean; width: number }[];
  sort: TorrentSort;
  descending: boolean;
};

export type TorrentLayoutBody = { layout: TorrentLayout | null };

export type TorrentNews = {
  version: number;
  total: number;
  changed: { instance: string; hash: string }[];
  more: boolean;
};

export type TorrentRow = {
  instance: string;
  hash: string;
  name: string;
  category: string;
  manager: string;
  state: TorrentState;
  progress: number;
  size: number;
  totalSize: number;
  amountLeft: number;
  downloaded: number;
  uploaded: number;
  eta: number | null;
  dlspeed: number;
  upspeed: number;
  ratio: number;
  ratioLimit: number;
  seedingTimeLimit: number;
  dlLimit: number;
  upLimit: number;
  seeds: number;
  leechs: number;
  swarmSeeds: number;
  swarmLeechs: number;
  availability: number;
  priority: number;
  tags: string[];
  tracker: string;
  score: number | null;
  savePath: string;
  addedAt: number;
  completedAt: number | null;
  lastActivityAt: number | null;
  seedingTime: number;
  timeActive: number;
  decision: DecisionCode;
  values: FactValues;
  reason: string;
  action: ActionKind;
  since: number;
  next: PlannedAction | null;
  gate: GateHold | null;
  observed: boolean;
  removedAt: number | null;
};

export type TorrentSort =
  | 'decision'
  | 'name'
  | 'manager'
  | 'instance'
  | 'category'
  | 'tracker'
  | 'state'
  | 'progress'
  | 'next'
  | 'added'
  | 'size'
  | 'ratio'
  | 'eta'
  | 'dlspeed'
  | 'upspeed'
  | 'downloaded'
  | 'uploaded'
  | 'seedingTime'
  | 'seeds'
  | 'peers'
  | 'availability'
  | 'tags'
  | 'savePath'
  | 'score';

export type TorrentState =
  | 'error'
  | 'missingFiles'
  | 'uploading'
  | 'stoppedUP'
  | 'queuedUP'
  | 'stalledUP'
  | 'checkingUP'
  | 'forcedUP'
  | 'allocating'
  | 'downloading'
  | 'metaDL'
  | 'forcedMetaDL'
  | 'stoppedDL'
  | 'queuedDL'
  | 'forcedDL'
  | 'stalledDL'
  | 'checkingDL'
  | 'checkingResumeData'
  | 'moving'
  | 'unknown';

export type TorrentView = {
  version: number;
  lines: number;
  offset: number;
  items: TorrentItem[];
  groupKeys: string[];
  totals: { count: number; seeding: number; size: number };
  counts: Record<string, number>;
  known: number;
};

export type TorrentsBody = {
  torrents: TorrentRow[];
  total: number;
  truncated: boolean;
  counts: Record<string, number>;
  totals: { count: number; seeding: number; size: number };
};

export type TrackRow = {
  id: number;
  trackNumber: number | null;
  title: string | null;
  duration: number | null;
  hasFile: boolean;
  trackFileId: number | null;
  monitored: boolean;
  reason: SearchReason | 'Unmonitored';
};

export type TracksBody = {
  category: string;
  counts: RollUp;
  total: number;
  page: number;
  page_size: number;
  tracks: FlatTrackRow[];
};

export type UnitKind = 'search' | 'torrent' | 'category';

export type UpdateChannel = 'latest' | 'stable' | 'nightly';

export type UpdateMeta = {
  current_version: string;
  latest_version: string | null;
  changelog: string;
  current_version_changelog: string;
  changelog_url: string;
  repository_url: string;
  homepage_url: string;
  update_available: boolean;
  last_checked: string | null;
  error: string | null;
  installation_type: 'source' | 'git' | 'pip' | 'binary' | 'docker' | 'unknown';
  auto_update_supported: boolean;
  update_channel: UpdateChannel;
  nightly_sha: string | null;
  binary_download_url: string | null;
  binary_download_name: string | null;
  binary_download_size: number | null;
  binary_download_error: string | null;
  update_state: {
    in_progress: boolean;
    last_result: ('success' | 'error') | null;
    last_error: string | null;
    completed_at: string | null;
  };
};

export type ValidationError = { path: string; message: string };

export type WebhookDelivery = {
  id: string;
  event: string;
  at: number;
  result: 'delivered' | 'failed' | 'dropped';
  tries: number;
  status: number | null;
  error: string;
  took: number;
};

export type WebhookEvent =
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'torrent.completed';
      data: { hash: string; name: string; category: string; qbitInstance: string; arr: string | null; size: number };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'import.successful';
      data: { arr: string; type: ArrType; category: string; title: string; hash: string | null };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'health.failed';
      data: { check: 'qbit' | 'arr' | 'internet' | 'database' | 'disk' | 'process'; target: string; message: string };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'process.restarted';
      data: {
        name: string;
        category: string;
        kind: UnitKind;
        pid: number | null;
        reason: 'manual' | 'crash' | 'config' | 'rebuild';
      };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'removal.planned';
      data: {
        hash: string;
        name: string;
        category: string;
        qbitInstance: string;
        arr: string | null;
        action: ActionKind | null;
        decision: DecisionCode | null;
        reason: string;
        at: string | null;
      };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'removal.done';
      data: {
        hash: string;
        name: string;
        category: string;
        qbitInstance: string;
        arr: string | null;
        action: ActionKind | null;
        decision: DecisionCode | null;
        reason: string;
        filesDeleted: boolean;
      };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'budget.tripped';
      data: { reason: string };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'disk.hold';
      data: { hash: string | null; name: string | null; qbitInstance: string | null; reason: string };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'disk.release';
      data: { hash: string | null; name: string | null; qbitInstance: string | null; reason: string };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'update.available';
      data: { current: string; latest: string; url: string };
    }
  | {
      id: string;
      timestamp: string;
      version: string;
      source: string;
      event: 'webhook.test';
      data: { message: string };
    };

export type WebhookEventName =
  | 'torrent.completed'
  | 'import.successful'
  | 'health.failed'
  | 'process.restarted'
  | 'removal.planned'
  | 'removal.done'
  | 'budget.tripped'
  | 'disk.hold'
  | 'disk.release'
  | 'update.available';

export type WebhookTemplate = 'json' | 'discord' | 'slack' | 'ntfy' | 'gotify' | 'apprise';

export type WebhookTestBody = { success: boolean; delivery: WebhookDelivery };

export type WebhookView = {
  name: string;
  enabled: boolean;
  host: string;
  events: WebhookEventName[];
  template: WebhookTemplate | 'own';
  signed: boolean;
  timeoutSeconds: number;
  waiting: number;
  last: WebhookDelivery | null;
};

export type WebhooksBody = { webhooks: WebhookView[] };

export type GetHealthWebAnswer = { status: 'healthy' | 'unhealthy'; version: string; ready: boolean; uptime: number };

export type GetRootIndexAnswer = { name: string; version: string; health: string; openapi: string; docs: string };

export type GetArrAnswer = { arr: { category: string; name: string; type: ArrType }[]; ready: boolean };

export type GetLogsAnswer = {
  logs: LogEntry[];
  files: string[];
  counts: Partial<Record<LogLevel, number>>;
  sources: string[];
};

export type PostLoglevelAnswer = {
  status: 'ok';
  level: LogLevel;
  saved: boolean;
  overriddenByEnv: boolean;
  until: number | null;
};

export type GetLidarrCategoryAlbumsAnswer = AlbumsBody | TracksBody;

export type GetConfigAnswer = { config: string; [member: string]: unknown };

export type GetConfigBackupsAnswer = { backups: ConfigBackup[] };

export type GetConfigBackupsIdAnswer = {
  id: string;
  at: number;
  author: ConfigAuthor | null;
  bytes: number;
  kind: 'save' | 'migration' | 'broken';
  version: string | null;
  config: string;
};

export type GetTokenAnswer = { token: string };

export type GetOpenapiJsonAnswer = {
  openapi: '3.0.3' | '3.1.0';
  servers: { url: string }[];
  paths: Record<string, unknown>;
  [member: string]: unknown;
};

export type LiveFromClient =
  | { type: 'auth'; token: string }
  | {
      type: 'subscribe';
      topics: ('processes' | 'logs' | 'status' | 'torrents' | 'torrentNews' | 'library' | 'events' | 'activity')[];
      level?: string;
      source?: string;
    }
  | { type: 'ping' };

export type PostLoglevelInput = { level?: unknown; minutes?: number; [member: string]: unknown };

export type TorrentCommandBodyInput = {
  command: 'keep' | 'unkeep' | 'recheck' | 'import' | 'fail' | 'allow-stalled' | 'release';
  torrents: { instance: string; hash: string }[];
};

export type TorrentLayoutChangeInput = {
  layout: {
    columns: {
      id:
        | 'manager'
        | 'progress'
        | 'decision'
        | 'next'
        | 'state'
        | 'size'
        | 'dlspeed'
        | 'upspeed'
        | 'downloaded'
        | 'uploaded'
        | 'eta'
        | 'seedingTime'
        | 'seeds'
        | 'peers'
        | 'ratio'
        | 'availability'
        | 'added'
        | 'tags'
        | 'category'
        | 'client'
        | 'tracker'
        | 'score'
        | 'savePath';
      shown: boolean;
      width: number;
    }[];
    sort:
      | 'decision'
      | 'name'
      | 'manager'
      | 'instance'
      | 'category'
      | 'tracker'
      | 'state'
      | 'progress'
      | 'next'
      | 'added'
      | 'size'
      | 'ratio'
      | 'eta'
      | 'dlspeed'
      | 'upspeed'
      | 'downloaded'
      | 'uploaded'
      | 'seedingTime'
      | 'seeds'
      | 'peers'
      | 'availability'
      | 'tags'
      | 'savePath'
      | 'score';
    descending: boolean;
  } | null;
};

export type ReleaseBodyInput = { what: 'budget' | 'outage' };

export type PostConfigInput = { changes?: unknown; config?: unknown; [member: string]: unknown };

export type RevealRequestInput = { path: string; password?: string };

export type ExportRequestInput = { password?: string };

export type PostConfigPlanInput = { changes?: Record<string, unknown>; config?: string };

export type PostConfigBackupsIdRestoreInput = { clearSearchHistory?: boolean };

export type ImportRequestInput = { source: 'qbitrr' | 'torrentarr' | 'decluttarr'; path?: string; text?: string };

export type PostConfigImportIdPlanInput = { config?: string; clearSearchHistory?: boolean };

export type PostPathsCheckInput = { path: string };

export type NewTokenInput = { name: string; scope: 'metrics' | 'read' | 'control' | 'admin' };
