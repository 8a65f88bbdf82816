"""Client of the qBitrr API, version 0.1.0. Made by build/api-docs.mjs: do not edit.

One file for Python 3.8 and newer, nothing but the standard library.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Dict, List, Literal, Mapping, Optional, Tuple, TypedDict, Union
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

if TYPE_CHECKING:
    from typing import NotRequired


class QbitrrError(Exception):
    """Any answer that is no success, as the server told it."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        #: What went wrong, in the words of the server.
        self.error: str = str(body.get("error", ""))
        #: More about it, may be empty.
        self.details: str = str(body.get("details", ""))
        #: The whole body: some errors carry more, e.g. validationErrors.
        self.body: Mapping[str, Any] = body
        super().__init__(f"{status} {self.error}" + (f": {self.details}" if self.details else ""))


class BadRequest(QbitrrError):
    """400: the server did not understand or accept what was sent."""


class Unauthorized(QbitrrError):
    """401: no token, or a wrong one."""


class Forbidden(QbitrrError):
    """403: the scope of the token does not allow this."""


class NotFound(QbitrrError):
    """404: there is nothing of this name."""


_ERRORS = {400: BadRequest, 401: Unauthorized, 403: Forbidden, 404: NotFound}


class _NoRedirect(HTTPRedirectHandler):
    """A token is for this server alone."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> Optional[Request]:
        return None


class QbitrrClient:
    """Calls the API of one qBitrr. Every method raises QbitrrError when the answer is no success.

    base_url: where qBitrr is, its UrlBase included. token: an API token, its scope decides what is allowed.
    timeout: seconds to wait for an answer.
    """

    def __init__(self, base_url: str = "http://localhost:6969", token: str = "", timeout: float = 30.0) -> None:
        self._base = base_url.rstrip("/")
        self._token = token
        self._timeout = timeout
        self._opener: OpenerDirector = build_opener(_NoRedirect)

    def get_processes(self) -> ProcessesBody:
        """One row per loop. Scope: read."""
        answer: ProcessesBody = self._json("GET", "/api/processes")
        return answer

    def post_processes_restart_all(self) -> OkBody:
        """Restart and reconnect everything. Scope: control."""
        answer: OkBody = self._json("POST", "/api/processes/restart_all")
        return answer

    def post_arr_rebuild(self) -> OkBody:
        """Restart and reconnect everything. Scope: control."""
        answer: OkBody = self._json("POST", "/api/arr/rebuild")
        return answer

    def post_processes_restart(self, path: str) -> RestartedBody:
        """Restart the loops of one process; `path` is a name or category, or a category and a kind. Scope: control."""
        answer: RestartedBody = self._json("POST", f"/api/processes/{_parts(path)}/restart")
        return answer

    def post_processes_start(self, path: str) -> StartedBody:
        """Start the loops of one process; `path` is a name or category, or a category and a kind. Scope: control."""
        answer: StartedBody = self._json("POST", f"/api/processes/{_parts(path)}/start")
        return answer

    def post_processes_stop(self, path: str) -> StoppedBody:
        """Stop the loops of one process; `path` is a name or category, or a category and a kind. Scope: control."""
        answer: StoppedBody = self._json("POST", f"/api/processes/{_parts(path)}/stop")
        return answer

    def post_arr_restart(self, section: Union[str, int]) -> RestartedBody:
        """Restart the loops of one Arr instance. Scope: control."""
        answer: RestartedBody = self._json("POST", f"/api/arr/{_part(section)}/restart")
        return answer

    def get_health(self) -> GetHealthWebAnswer:
        """Health of the supervisor and its database. Needs no token."""
        answer: GetHealthWebAnswer = self._json("GET", "/api/health")
        return answer

    def get_index(self) -> GetRootIndexAnswer:
        """Where to find what. Scope: read."""
        answer: GetRootIndexAnswer = self._json("GET", "/api/")
        return answer

    def get_status(self) -> StatusBody:
        """State of qBittorrent, the Arrs and qBitrr itself. Scope: read."""
        answer: StatusBody = self._json("GET", "/api/status")
        return answer

    def get_arr(self) -> GetArrAnswer:
        """Managed Arr instances. Scope: read."""
        answer: GetArrAnswer = self._json("GET", "/api/arr")
        return answer

    def get_meta(self, *, force: Optional[bool] = None) -> UpdateMeta:
        """Version and updates. Scope: read."""
        answer: UpdateMeta = self._json("GET", "/api/meta", {"force": force})
        return answer

    def get_logs(
        self,
        *,
        limit: Optional[int] = None,
        level: Optional[Literal["TRACE", "VERBOSE", "DEBUG", "INFO", "NOTICE", "HNOTICE", "SUCCESS", "WARNING", "ERROR", "CRITICAL"]] = None,
        source: Optional[str] = None,
        levels: Optional[str] = None,
        text: Optional[str] = None,
        before: Optional[int] = None,
    ) -> GetLogsAnswer:
        """Newest log entries that pass the filters, and the log files. Scope: read."""
        answer: GetLogsAnswer = self._json(
            "GET",
            "/api/logs",
            {"limit": limit, "level": level, "source": source, "levels": levels, "text": text, "before": before},
        )
        return answer

    def get_logs_query(
        self,
        *,
        levels: Optional[str] = None,
        source: Optional[str] = None,
        text: Optional[str] = None,
        exclude: Optional[str] = None,
        regex: Optional[bool] = None,
        case: Optional[bool] = None,
        since: Optional[int] = None,
        until: Optional[int] = None,
        before: Optional[str] = None,
        after: Optional[str] = None,
        around: Optional[str] = None,
        context: Optional[bool] = None,
        limit: Optional[int] = None,
    ) -> LogWindow:
        """A window of the log under a filter, over rotated files too. Scope: read."""
        answer: LogWindow = self._json(
            "GET",
            "/api/logs/query",
            {"levels": levels, "source": source, "text": text, "exclude": exclude, "regex": regex, "case": case, "since": since, "until": until, "before": before, "after": after, "around": around, "context": context, "limit": limit},
        )
        return answer

    def get_logs_query_summary(
        self,
        *,
        levels: Optional[str] = None,
        source: Optional[str] = None,
        text: Optional[str] = None,
        exclude: Optional[str] = None,
        regex: Optional[bool] = None,
        case: Optional[bool] = None,
        since: Optional[int] = None,
        until: Optional[int] = None,
    ) -> LogSummary:
        """Counts per level and lines over time under a filter. Scope: read."""
        answer: LogSummary = self._json(
            "GET",
            "/api/logs/query/summary",
            {"levels": levels, "source": source, "text": text, "exclude": exclude, "regex": regex, "case": case, "since": since, "until": until},
        )
        return answer

    def get_logs_search(
        self,
        name: Union[str, int],
        *,
        q: Optional[str] = None,
        case: Optional[bool] = None,
        regex: Optional[bool] = None,
        include_rotated: Optional[bool] = None,
        max_matches: Optional[int] = None,
        context: Optional[int] = None,
    ) -> LogSearchBody:
        """Search in a log file and its rotated siblings. Scope: read."""
        answer: LogSearchBody = self._json(
            "GET",
            f"/api/logs/{_part(name)}/search",
            {"q": q, "case": case, "regex": regex, "include_rotated": include_rotated, "max_matches": max_matches, "context": context},
        )
        return answer

    def post_loglevel(self, body: Optional[PostLoglevelInput] = None) -> PostLoglevelAnswer:
        """Change the log level now, and in the configuration unless for some `minutes` only. Scope: admin."""
        answer: PostLoglevelAnswer = self._json("POST", "/api/loglevel", None, body)
        return answer

    def get_logs_name(
        self,
        name: Union[str, int],
        *,
        format: Optional[str] = None,
        lines: Optional[int] = None,
        offset: Optional[int] = None,
        since_bytes: Optional[int] = None,
        inode: Optional[int] = None,
        around_line: Optional[int] = None,
    ) -> LogChunk:
        """A log file: whole, tail, window or what was added. Scope: read."""
        answer: LogChunk = self._json(
            "GET",
            f"/api/logs/{_part(name)}",
            {"format": format, "lines": lines, "offset": offset, "since_bytes": since_bytes, "inode": inode, "around_line": around_line},
        )
        return answer

    def get_logs_download(self, name: Union[str, int]) -> bytes:
        """A log file as a download. Scope: read."""
        return self._send("GET", f"/api/logs/{_part(name)}/download")

    def get_radarr_movies(
        self,
        category: str,
        *,
        q: Optional[str] = None,
        page: Optional[int] = None,
        page_size: Optional[int] = None,
        size: Optional[int] = None,
        monitored: Optional[bool] = None,
        has_file: Optional[bool] = None,
        quality_met: Optional[bool] = None,
        is_request: Optional[bool] = None,
        year_min: Optional[int] = None,
        year_max: Optional[int] = None,
    ) -> MoviesBody:
        """Movies of a Radarr instance. Scope: read."""
        answer: MoviesBody = self._json(
            "GET",
            f"/api/radarr/{_parts(category)}/movies",
            {"q": q, "page": page, "page_size": page_size, "size": size, "monitored": monitored, "has_file": has_file, "quality_met": quality_met, "is_request": is_request, "year_min": year_min, "year_max": year_max},
        )
        return answer

    def get_sonarr_series(
        self,
        category: str,
        *,
        q: Optional[str] = None,
        page: Optional[int] = None,
        page_size: Optional[int] = None,
        size: Optional[int] = None,
        missing: Optional[bool] = None,
        only_missing: Optional[bool] = None,
    ) -> SeriesBody:
        """Series of a Sonarr instance with their seasons and episodes. Scope: read."""
        answer: SeriesBody = self._json(
            "GET",
            f"/api/sonarr/{_parts(category)}/series",
            {"q": q, "page": page, "page_size": page_size, "size": size, "missing": missing, "only_missing": only_missing},
        )
        return answer

    def get_lidarr_albums(
        self,
        category: str,
        *,
        q: Optional[str] = None,
        page: Optional[int] = None,
        page_size: Optional[int] = None,
        size: Optional[int] = None,
        monitored: Optional[bool] = None,
        has_file: Optional[bool] = None,
        quality_met: Optional[bool] = None,
        is_request: Optional[bool] = None,
        group_by_artist: Optional[str] = None,
        flat_mode: Optional[bool] = None,
    ) -> GetLidarrCategoryAlbumsAnswer:
        """Albums of a Lidarr instance, by artist, by title, or flat as tracks. Scope: read."""
        answer: GetLidarrCategoryAlbumsAnswer = self._json(
            "GET",
            f"/api/lidarr/{_parts(category)}/albums",
            {"q": q, "page": page, "page_size": page_size, "size": size, "monitored": monitored, "has_file": has_file, "quality_met": quality_met, "is_request": is_request, "group_by_artist": group_by_artist, "flat_mode": flat_mode},
        )
        return answer

    def get_lidarr_artists(
        self,
        category: str,
        *,
        q: Optional[str] = None,
        page: Optional[int] = None,
        page_size: Optional[int] = None,
        size: Optional[int] = None,
        missing: Optional[bool] = None,
        only_missing: Optional[bool] = None,
        monitored: Optional[bool] = None,
        reason: Optional[str] = None,
    ) -> ArtistsBody:
        """Artists of a Lidarr instance. Scope: read."""
        answer: ArtistsBody = self._json(
            "GET",
            f"/api/lidarr/{_parts(category)}/artists",
            {"q": q, "page": page, "page_size": page_size, "size": size, "missing": missing, "only_missing": only_missing, "monitored": monitored, "reason": reason},
        )
        return answer

    def get_lidarr_artist_id(self, category: str, id: Union[str, int]) -> ArtistBody:
        """One artist with albums and tracks. Scope: read."""
        answer: ArtistBody = self._json("GET", f"/api/lidarr/{_parts(category)}/artist/{_part(id)}")
        return answer

    def get_readarr_authors(
        self,
        category: str,
        *,
        q: Optional[str] = None,
        page: Optional[int] = None,
        page_size: Optional[int] = None,
        size: Optional[int] = None,
        missing: Optional[bool] = None,
        only_missing: Optional[bool] = None,
        monitored: Optional[bool] = None,
        reason: Optional[str] = None,
    ) -> AuthorsBody:
        """Authors of a Readarr instance. Scope: read."""
        answer: AuthorsBody = self._json(
            "GET",
            f"/api/readarr/{_parts(category)}/authors",
            {"q": q, "page": page, "page_size": page_size, "size": size, "missing": missing, "only_missing": only_missing, "monitored": monitored, "reason": reason},
        )
        return answer

    def get_readarr_author_id(self, category: str, id: Union[str, int]) -> AuthorBody:
        """One author with books. Scope: read."""
        answer: AuthorBody = self._json("GET", f"/api/readarr/{_parts(category)}/author/{_part(id)}")
        return answer

    def get_radarr_movie_thumbnail(self, category: str, id: Union[str, int]) -> bytes:
        """Poster: movie of a radarr instance. Scope: read."""
        return self._send("GET", f"/api/radarr/{_parts(category)}/movie/{_part(id)}/thumbnail")

    def get_sonarr_series_thumbnail(self, category: str, id: Union[str, int]) -> bytes:
        """Poster: series of a sonarr instance. Scope: read."""
        return self._send("GET", f"/api/sonarr/{_parts(category)}/series/{_part(id)}/thumbnail")

    def get_lidarr_artist_thumbnail(self, category: str, id: Union[str, int]) -> bytes:
        """Poster: artist of a lidarr instance. Scope: read."""
        return self._send("GET", f"/api/lidarr/{_parts(category)}/artist/{_part(id)}/thumbnail")

    def get_readarr_author_thumbnail(self, category: str, id: Union[str, int]) -> bytes:
        """Poster: author of a readarr instance. Scope: read."""
        return self._send("GET", f"/api/readarr/{_parts(category)}/author/{_part(id)}/thumbnail")

    def get_qbit_categories(self) -> QbitCategoriesBody:
        """Categories with their torrents and limits. Scope: read."""
        answer: QbitCategoriesBody = self._json("GET", "/api/qbit/categories")
        return answer

    def get_qbit_overview(self, *, instance: Optional[str] = None) -> QbitOverviewBody:
        """Categories with the torrents in them. Scope: read."""
        answer: QbitOverviewBody = self._json("GET", "/api/qbit/overview", {"instance": instance})
        return answer

    def get_torrents_distribution(self) -> DistributionBody:
        """Number of torrents per category and client. Scope: read."""
        answer: DistributionBody = self._json("GET", "/api/torrents/distribution")
        return answer

    def get_torrents(
        self,
        *,
        instance: Optional[str] = None,
        manager: Optional[str] = None,
        category: Optional[str] = None,
        decision: Optional[str] = None,
        tracker: Optional[str] = None,
        show: Optional[Literal["removal", "problem", "held", "importing", "downloading", "waiting", "seeding", "ignored", "removed"]] = None,
        text: Optional[str] = None,
        includeRemoved: Optional[bool] = None,
        sort: Optional[Literal["decision", "name", "manager", "instance", "category", "tracker", "state", "progress", "next", "added", "size", "ratio", "eta", "dlspeed", "upspeed", "downloaded", "uploaded", "seedingTime", "seeds", "peers", "availability", "tags", "savePath", "score"]] = None,
        descending: Optional[bool] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
    ) -> TorrentsBody:
        """Torrents with the decision about each, filtered, sorted and counted on the server. Scope: read."""
        answer: TorrentsBody = self._json(
            "GET",
            "/api/torrents",
            {"instance": instance, "manager": manager, "category": category, "decision": decision, "tracker": tracker, "show": show, "text": text, "includeRemoved": includeRemoved, "sort": sort, "descending": descending, "limit": limit, "offset": offset},
        )
        return answer

    def get_torrents_view(
        self,
        *,
        group: Optional[Literal["category", "decision", "manager", "client", "tracker", "none"]] = None,
        show: Optional[Literal["removal", "problem", "held", "importing", "downloading", "waiting", "seeding", "ignored", "removed"]] = None,
        text: Optional[str] = None,
        sort: Optional[Literal["decision", "name", "manager", "instance", "category", "tracker", "state", "progress", "next", "added", "size", "ratio", "eta", "dlspeed", "upspeed", "downloaded", "uploaded", "seedingTime", "seeds", "peers", "availability", "tags", "savePath", "score"]] = None,
        descending: Optional[bool] = None,
        closed: Optional[str] = None,
        only: Optional[str] = None,
        offset: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> TorrentView:
        """A window of the grouped table: group heads with totals and policy, and the torrents of open groups. Scope: read."""
        answer: TorrentView = self._json(
            "GET",
            "/api/torrents/view",
            {"group": group, "show": show, "text": text, "sort": sort, "descending": descending, "closed": closed, "only": only, "offset": offset, "limit": limit},
        )
        return answer

    def post_torrents_actions(self, body: TorrentCommandBodyInput) -> TorrentCommandsBody:
        """The same command for many torrents; each answers for itself. Scope: control."""
        answer: TorrentCommandsBody = self._json("POST", "/api/torrents/actions", None, body)
        return answer

    def get_torrents_hash(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentDetail:
        """One torrent: facts, why, what comes next, and what happened to it so far. Scope: read."""
        answer: TorrentDetail = self._json("GET", f"/api/torrents/{_part(instance)}/{_part(hash)}")
        return answer

    def post_torrents_keep(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Keep it: ignored from now on, a planned removal is off. Scope: control."""
        answer: TorrentCommandResult = self._json("POST", f"/api/torrents/{_part(instance)}/{_part(hash)}/keep")
        return answer

    def post_torrents_unkeep(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Look after it again. Scope: control."""
        answer: TorrentCommandResult = self._json("POST", f"/api/torrents/{_part(instance)}/{_part(hash)}/unkeep")
        return answer

    def post_torrents_recheck(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Recheck its data. Scope: control."""
        answer: TorrentCommandResult = self._json("POST", f"/api/torrents/{_part(instance)}/{_part(hash)}/recheck")
        return answer

    def post_torrents_import(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Hand it to its Arr now. Scope: control."""
        answer: TorrentCommandResult = self._json("POST", f"/api/torrents/{_part(instance)}/{_part(hash)}/import")
        return answer

    def post_torrents_fail(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Mark it failed: remove, blocklist and search again. Scope: control."""
        answer: TorrentCommandResult = self._json("POST", f"/api/torrents/{_part(instance)}/{_part(hash)}/fail")
        return answer

    def post_torrents_allow_stalled(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Let it stand still for the stall delay once more. Scope: control."""
        answer: TorrentCommandResult = self._json(
            "POST",
            f"/api/torrents/{_part(instance)}/{_part(hash)}/allow-stalled",
        )
        return answer

    def post_torrents_release(self, instance: Union[str, int], hash: Union[str, int]) -> TorrentCommandResult:
        """Release its hold for disk space. Scope: control."""
        answer: TorrentCommandResult = self._json("POST", f"/api/torrents/{_part(instance)}/{_part(hash)}/release")
        return answer

    def get_preferences_torrents(self) -> TorrentLayoutBody:
        """Columns and order of the table of torrents. Scope: read."""
        answer: TorrentLayoutBody = self._json("GET", "/api/preferences/torrents")
        return answer

    def post_preferences_torrents(self, body: TorrentLayoutChangeInput) -> TorrentLayoutBody:
        """Set columns and order of the table of torrents; null resets them. Scope: control."""
        answer: TorrentLayoutBody = self._json("POST", "/api/preferences/torrents", None, body)
        return answer

    def get_activity(
        self,
        *,
        kinds: Optional[str] = None,
        results: Optional[str] = None,
        hash: Optional[str] = None,
        instance: Optional[str] = None,
        manager: Optional[str] = None,
        text: Optional[str] = None,
        since: Optional[int] = None,
        until: Optional[int] = None,
        before: Optional[int] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        brief: Optional[bool] = None,
    ) -> ActivityBody:
        """What qBitrr did, newest first. Scope: read."""
        answer: ActivityBody = self._json(
            "GET",
            "/api/activity",
            {"kinds": kinds, "results": results, "hash": hash, "instance": instance, "manager": manager, "text": text, "since": since, "until": until, "before": before, "limit": limit, "offset": offset, "brief": brief},
        )
        return answer

    def get_activity_export(
        self,
        *,
        kinds: Optional[str] = None,
        results: Optional[str] = None,
        hash: Optional[str] = None,
        instance: Optional[str] = None,
        manager: Optional[str] = None,
        text: Optional[str] = None,
        since: Optional[int] = None,
        until: Optional[int] = None,
        before: Optional[int] = None,
        format: Optional[Literal["csv", "json"]] = None,
    ) -> str:
        """The filtered history as a file, CSV or JSON, at most 100,000 events. Scope: read."""
        return self._string(
            "GET",
            "/api/activity/export",
            {"kinds": kinds, "results": results, "hash": hash, "instance": instance, "manager": manager, "text": text, "since": since, "until": until, "before": before, "format": format},
        )

    def post_removals_release(self, body: ReleaseBodyInput) -> ReleaseResult:
        """Let removals go on after the budget tripped, or say that what looks like an outage is none. Scope: control."""
        answer: ReleaseResult = self._json("POST", "/api/removals/release", None, body)
        return answer

    def get_overview(self, *, since: Optional[int] = None) -> OverviewBody:
        """Planned actions, torrents by decision, and what was done since `since` against the seven days before. Scope: read."""
        answer: OverviewBody = self._json("GET", "/api/overview", {"since": since})
        return answer

    def get_config(self) -> GetConfigAnswer:
        """Configuration without secrets: the tree, and as TOML text in `config`. Scope: admin."""
        answer: GetConfigAnswer = self._json("GET", "/api/config")
        return answer

    def post_config(self, body: Optional[PostConfigInput] = None) -> ConfigSaved:
        """Save changes (`changes`) or a whole TOML document (`config`). Scope: admin."""
        answer: ConfigSaved = self._json("POST", "/api/config", None, body)
        return answer

    def get_config_schema(self) -> ConfigSchema:
        """Fields of the configuration, in the form of the reference. Scope: admin."""
        answer: ConfigSchema = self._json("GET", "/api/config/schema")
        return answer

    def get_config_fields(self) -> ConfigFields:
        """Fields of the configuration with help, effects and what the environment decides. Scope: admin."""
        answer: ConfigFields = self._json("GET", "/api/config/fields")
        return answer

    def post_config_reveal(self, body: RevealRequestInput) -> RevealedSecret:
        """One stored secret, in the desktop window or for the password of sign-in. Scope: admin."""
        answer: RevealedSecret = self._json("POST", "/api/config/reveal", None, body)
        return answer

    def post_config_export(self, body: Optional[ExportRequestInput] = None) -> str:
        """config.toml with its secrets, as a file; in the desktop window or for the password of sign-in. Scope: admin."""
        return self._string("POST", "/api/config/export", None, body)

    def post_config_plan(self, body: Optional[PostConfigPlanInput] = None) -> ConfigPlan:
        """What saving these changes, or this TOML document, would do; nothing is saved. Scope: admin."""
        answer: ConfigPlan = self._json("POST", "/api/config/plan", None, body)
        return answer

    def post_config_preview(self, body: Optional[PostConfigPlanInput] = None) -> PreviewBody:
        """What would be decided about the torrents there are after saving this; nothing is saved or done. Scope: admin."""
        answer: PreviewBody = self._json("POST", "/api/config/preview", None, body)
        return answer

    def get_config_backups(self) -> GetConfigBackupsAnswer:
        """Kept copies of the configuration, newest first. Scope: admin."""
        answer: GetConfigBackupsAnswer = self._json("GET", "/api/config/backups")
        return answer

    def get_config_backups_id(self, id: Union[str, int]) -> GetConfigBackupsIdAnswer:
        """One kept copy as TOML text without secrets; empty when it does not parse. Scope: admin."""
        answer: GetConfigBackupsIdAnswer = self._json("GET", f"/api/config/backups/{_part(id)}")
        return answer

    def get_config_backups_download(self, id: Union[str, int]) -> str:
        """One kept copy as a file, without secrets; sent back, it keeps those that are stored. Scope: admin."""
        return self._string("GET", f"/api/config/backups/{_part(id)}/download")

    def get_config_backups_diff(self, id: Union[str, int]) -> ConfigPlan:
        """What restoring this copy would change. Scope: admin."""
        answer: ConfigPlan = self._json("GET", f"/api/config/backups/{_part(id)}/diff")
        return answer

    def post_config_backups_restore(
        self,
        id: Union[str, int],
        body: Optional[PostConfigBackupsIdRestoreInput] = None,
    ) -> ConfigSaved:
        """Put this copy back in force, its secrets included. Scope: admin."""
        answer: ConfigSaved = self._json("POST", f"/api/config/backups/{_part(id)}/restore", None, body)
        return answer

    def post_config_import(self, body: ImportRequestInput) -> ImportProposal:
        """Propose a configuration from another program's file or folder; nothing is written. Scope: admin."""
        answer: ImportProposal = self._json("POST", "/api/config/import", None, body)
        return answer

    def post_config_import_plan(
        self,
        id: Union[str, int],
        body: Optional[PostConfigImportIdPlanInput] = None,
    ) -> ConfigPlan:
        """What saving this proposal would do. Scope: admin."""
        answer: ConfigPlan = self._json("POST", f"/api/config/import/{_part(id)}/plan", None, body)
        return answer

    def post_config_import_save(
        self,
        id: Union[str, int],
        body: Optional[PostConfigImportIdPlanInput] = None,
    ) -> ConfigSaved:
        """Save this proposal and put it in force. Scope: admin."""
        answer: ConfigSaved = self._json("POST", f"/api/config/import/{_part(id)}/save", None, body)
        return answer

    def post_arr_test_connection(self) -> ArrTestBody:
        """Try an Arr, in the words of the reference; one that refuses us is a 200. Scope: admin."""
        answer: ArrTestBody = self._json("POST", "/api/arr/test-connection")
        return answer

    def post_connections_test(self) -> ConnectionResult:
        """Try a qBittorrent, an Arr, Overseerr or Jellyseerr, Ombi or a webhook, stored or not yet stored. Scope: admin."""
        answer: ConnectionResult = self._json("POST", "/api/connections/test")
        return answer

    def get_connections_local(self) -> LocalApps:
        """Which qBittorrent and Arr apps answer on the computer of the server, at their usual ports and, on the desktop, at that of qBittorrent's own settings. Scope: admin."""
        answer: LocalApps = self._json("GET", "/api/connections/local")
        return answer

    def post_paths_check(self, body: PostPathsCheckInput) -> PathCheck:
        """Is this folder there, can it be written, how much room has its disk. Scope: admin."""
        answer: PathCheck = self._json("POST", "/api/paths/check", None, body)
        return answer

    def get_path_doctor(self) -> PathReport:
        """What qBittorrent, each app and this computer call the folders, whether hardlinks are possible, what to change. Scope: admin."""
        answer: PathReport = self._json("GET", "/api/path-doctor")
        return answer

    def post_path_doctor(self, body: Optional[PostConfigPlanInput] = None) -> PathReport:
        """The same for settings that are not saved; nothing is saved or written. Scope: admin."""
        answer: PathReport = self._json("POST", "/api/path-doctor", None, body)
        return answer

    def get_token(self) -> GetTokenAnswer:
        """The API token. Scope: admin."""
        answer: GetTokenAnswer = self._json("GET", "/api/token")
        return answer

    def get_auth_devices(self) -> DevicesBody:
        """Browsers that are signed in, last used first. Scope: admin."""
        answer: DevicesBody = self._json("GET", "/api/auth/devices")
        return answer

    def post_auth_devices_sign_out_others(self) -> SignedOutBody:
        """Sign out every device but the one that asks. Scope: admin."""
        answer: SignedOutBody = self._json("POST", "/api/auth/devices/sign-out-others")
        return answer

    def post_auth_devices_sign_out(self, id: Union[str, int]) -> OkBody:
        """Sign out one device. Scope: admin."""
        answer: OkBody = self._json("POST", f"/api/auth/devices/{_part(id)}/sign-out")
        return answer

    def get_auth_tokens(self) -> TokensBody:
        """Named API tokens, without the tokens themselves. Scope: admin."""
        answer: TokensBody = self._json("GET", "/api/auth/tokens")
        return answer

    def post_auth_tokens(self, body: NewTokenInput) -> TokenCreated:
        """Make an API token; the answer is the only place where it is shown. Scope: admin."""
        answer: TokenCreated = self._json("POST", "/api/auth/tokens", None, body)
        return answer

    def post_auth_tokens_revoke(self, id: Union[str, int]) -> OkBody:
        """Revoke an API token at once. Scope: admin."""
        answer: OkBody = self._json("POST", f"/api/auth/tokens/{_part(id)}/revoke")
        return answer

    def get_webhooks(self) -> WebhooksBody:
        """Configured webhooks, without addresses and secrets. Scope: admin."""
        answer: WebhooksBody = self._json("GET", "/api/webhooks")
        return answer

    def get_webhooks_deliveries(self, name: Union[str, int]) -> DeliveriesBody:
        """The last 100 messages of a webhook, newest first. Scope: admin."""
        answer: DeliveriesBody = self._json("GET", f"/api/webhooks/{_part(name)}/deliveries")
        return answer

    def post_webhooks_test(self, name: Union[str, int]) -> WebhookTestBody:
        """Send a test message now and tell what came of it. Scope: admin."""
        answer: WebhookTestBody = self._json("POST", f"/api/webhooks/{_part(name)}/test")
        return answer

    def get_metrics(self) -> str:
        """Figures in the Prometheus text format. Scope: metrics."""
        return self._string("GET", "/api/metrics")

    def get_openapi_json(self) -> GetOpenapiJsonAnswer:
        """This description of the interface, OpenAPI 3.0.3. Scope: read."""
        answer: GetOpenapiJsonAnswer = self._json("GET", "/api/openapi.json")
        return answer

    def get_openapi31_json(self) -> GetOpenapiJsonAnswer:
        """This description of the interface, OpenAPI 3.1.0. Scope: read."""
        answer: GetOpenapiJsonAnswer = self._json("GET", "/api/openapi-3.1.json")
        return answer

    def get_docs(self) -> str:
        """The same to read and to try out. Scope: read."""
        return self._string("GET", "/api/docs")

    def _send(
        self,
        method: str,
        path: str,
        query: Optional[Mapping[str, Any]] = None,
        body: Optional[Mapping[str, Any]] = None,
    ) -> bytes:
        given = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        url = self._base + path + ("?" + urlencode(given) if given else "")
        headers = {"Accept": "application/json, */*;q=0.5"}
        if self._token:
            headers["X-API-Token"] = self._token
        data = b"" if method == "POST" else None
        if body is not None:
            data = json.dumps(body).encode()
        if method == "POST":
            # urllib would call it a form.
            headers["Content-Type"] = "application/json"
        try:
            with self._opener.open(Request(url, data, headers, method=method), timeout=self._timeout) as answer:
                return bytes(answer.read())
        except HTTPError as refused:
            with refused:
                told = _error(refused.code, refused.read())
            raise _ERRORS.get(refused.code, QbitrrError)(refused.code, told) from None

    def _json(self, *request: Any) -> Any:
        return json.loads(self._send(*request))

    def _string(self, *request: Any) -> str:
        return self._send(*request).decode(errors="replace")


def _error(status: int, body: bytes) -> Mapping[str, Any]:
    # Something between us and qBitrr may answer in its own way.
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if isinstance(told, dict) and isinstance(told.get("error"), str):
        return told
    return {"error": f"HTTP {status}", "details": body[:500].decode(errors="replace")}


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _part(value: Union[str, int]) -> str:
    return quote(str(value), safe="")


def _parts(value: str) -> str:
    """Slashes of a category stay."""
    return quote(value, safe="/")


class ErrorValidationErrors(TypedDict):
    path: str
    message: str
    line: NotRequired[Union[int, None]]


class Error(TypedDict):
    """Every answer that is no success; `error` is never empty, `details` may be."""

    error: str
    details: str
    code: NotRequired[str]
    message: NotRequired[str]
    validationErrors: NotRequired[List["ErrorValidationErrors"]]
    success: NotRequired[Literal[False]]
    token: NotRequired[Literal[""]]
    field: NotRequired[str]
    problem: NotRequired["TomlProblem"]
    rolledBack: NotRequired[Literal[True]]


class ActivityBody(TypedDict):
    events: List["LedgerEvent"]
    total: int


class AlbumEntryAlbum(TypedDict):
    id: int
    title: str
    artistId: int
    artistName: Union[str, None]
    foreignAlbumId: str
    releaseDate: Union[str, None]
    monitored: bool
    hasFile: bool
    qualityMet: bool
    isRequest: bool
    upgrade: bool
    customFormatScore: Union[int, None]
    minCustomFormatScore: Union[int, None]
    customFormatMet: bool
    reason: Union["SearchReason", None]
    qualityProfileId: Union[int, None]
    qualityProfileName: Union[str, None]


class AlbumEntry(TypedDict):
    album: "AlbumEntryAlbum"
    totals: "RollUp"
    tracks: List["TrackRow"]


class AlbumsBody(TypedDict):
    category: str
    counts: "TitleCounts"
    counts_tracks: "RollUp"
    album_total: int
    total: int
    page: int
    page_size: int
    albums: List["AlbumEntry"]


class ArrTestFailed(TypedDict):
    success: Literal[False]
    message: str
    error: str
    details: str


class ArrTestPassedSystemInfo(TypedDict):
    version: str
    branch: Union[str, None]


class ArrTestPassedQualityProfiles(TypedDict):
    id: int
    name: str


class ArrTestPassed(TypedDict):
    success: Literal[True]
    message: str
    systemInfo: "ArrTestPassedSystemInfo"
    qualityProfiles: List["ArrTestPassedQualityProfiles"]


class ArtistBodyArtist(TypedDict):
    id: int
    name: str
    monitored: bool
    albumCount: int
    trackTotalCount: int
    qualityProfileName: Union[str, None]
    searched: bool


class ArtistBody(TypedDict):
    category: str
    counts: "TitleCounts"
    counts_tracks: "RollUp"
    artist: "ArtistBodyArtist"
    albums: List["AlbumEntry"]


class ArtistEntryArtist(TypedDict):
    id: int
    name: str
    monitored: bool
    albumCount: int
    trackTotalCount: int
    qualityProfileName: Union[str, None]
    searched: bool
    albumsMonitored: int
    albumsAvailable: int
    albumsMissing: int
    tracksMonitored: int
    tracksAvailable: int
    tracksMissing: int


class ArtistEntry(TypedDict):
    artist: "ArtistEntryArtist"


class ArtistsBody(TypedDict):
    category: str
    counts: "TitleCounts"
    counts_tracks: "RollUp"
    album_total: int
    total: int
    page: int
    page_size: int
    artists: List["ArtistEntry"]


class AttentionItem(TypedDict):
    id: str
    kind: Literal["worker-failed", "remote-down", "config-issue", "removal-budget", "outage", "disk", "returned", "notice"]
    severity: Literal["attention", "danger"]
    message: str
    subject: str
    since: int
    release: Union[Literal["budget", "outage"], None]


class AuthorBodyAuthor(TypedDict):
    id: int
    name: str
    monitored: bool
    bookCount: int
    qualityProfileName: Union[str, None]
    searched: bool


class AuthorBody(TypedDict):
    category: str
    counts: "TitleCounts"
    author: "AuthorBodyAuthor"
    books: List["BookEntry"]


class AuthorEntryAuthor(TypedDict):
    id: int
    name: str
    monitored: bool
    bookCount: int
    qualityProfileName: Union[str, None]
    searched: bool
    booksMonitored: int
    booksAvailable: int
    booksMissing: int


class AuthorEntry(TypedDict):
    author: "AuthorEntryAuthor"


class AuthorsBody(TypedDict):
    category: str
    counts: "TitleCounts"
    book_total: int
    total: int
    page: int
    page_size: int
    authors: List["AuthorEntry"]


class BookEntryBook(TypedDict):
    id: int
    title: str
    authorId: int
    authorName: Union[str, None]
    foreignBookId: str
    releaseDate: Union[str, None]
    monitored: bool
    hasFile: bool
    qualityMet: bool
    isRequest: bool
    upgrade: bool
    customFormatScore: Union[int, None]
    minCustomFormatScore: Union[int, None]
    customFormatMet: bool
    reason: Union["SearchReason", None]
    qualityProfileId: Union[int, None]
    qualityProfileName: Union[str, None]


class BookEntry(TypedDict):
    book: "BookEntryBook"


class ConfigBackup(TypedDict):
    id: str
    at: int
    author: Union["ConfigAuthor", None]
    bytes: int
    kind: Literal["save", "migration", "broken"]
    version: Union[str, None]


class ConfigFieldDefaultByName(TypedDict):
    contains: str
    value: Any


class ConfigFieldSpecial(TypedDict):
    value: Union[str, float]
    label: str


class ConfigFieldOptions(TypedDict):
    value: Union[str, float]
    label: str


class ConfigField(TypedDict):
    path: str
    key: str
    label: str
    group: str
    advanced: bool
    hidden: bool
    inert: bool
    control: "FieldControl"
    type: str
    help: str
    example: Union[str, None]
    aliases: List[str]
    default: Any
    defaultByType: Union[Dict[str, Any], None]
    defaultByName: Union["ConfigFieldDefaultByName", None]
    inTemplate: bool
    whenMissing: Any
    off: Union[str, float, None]
    special: List["ConfigFieldSpecial"]
    options: Union[List["ConfigFieldOptions"], None]
    unit: Union[str, None]
    min: Union[float, None]
    max: Union[float, None]
    required: bool
    requiredWhen: Union[str, None]
    secret: bool
    appliesTo: Union[List["ArrType"], None]
    effect: "Effect"
    env: Union[str, None]
    since: str


class ConfigFieldsLocks(TypedDict):
    variable: str
    value: Any


class ConfigFields(TypedDict):
    fields: List["ConfigField"]
    locks: Dict[str, "ConfigFieldsLocks"]
    secrets: Dict[str, Union[str, None]]


class ConfigIssue(TypedDict):
    path: str
    message: str


class ConfigPlanValidationErrors(TypedDict):
    path: str
    message: str
    line: Union[int, None]


class ConfigPlanGroups(TypedDict):
    effect: "Effect"
    changes: List["PlannedChange"]


class ConfigPlanAddress(TypedDict):
    host: str
    port: int
    urlBase: str


class ConfigPlan(TypedDict):
    ok: bool
    etag: str
    problem: Union["TomlProblem", None]
    validationErrors: List["ConfigPlanValidationErrors"]
    warnings: List["ValidationError"]
    reloadType: Union["ReloadType", None]
    groups: List["ConfigPlanGroups"]
    restarts: List[str]
    refreshes: List[str]
    resetsSearch: List[str]
    address: Union["ConfigPlanAddress", None]


class ConfigSaved(TypedDict):
    status: Literal["ok"]
    configReloaded: bool
    reloadType: "ReloadType"
    affectedInstances: List[str]
    backup: NotRequired[str]


class ConfigSchemaSections(TypedDict):
    Settings: List["SchemaField"]
    WebUI: List["SchemaField"]
    qBit: List["SchemaField"]
    Arr: List["SchemaField"]


class ConfigSchema(TypedDict):
    version: Literal[1]
    sections: "ConfigSchemaSections"


class ConnectionResultProfiles(TypedDict):
    id: int
    name: str


class ConnectionResult(TypedDict):
    success: bool
    message: str
    cause: Union["ConnectionCause", None]
    latencyMs: Union[int, None]
    version: Union[str, None]
    clockSkewSeconds: Union[int, None]
    profiles: List["ConnectionResultProfiles"]
    categories: List[str]
    categoryFound: Union[bool, None]
    warnings: List[str]


class DayCounts(TypedDict):
    searches: float
    imports: float
    removals: float
    holds: float


class DeliveriesBody(TypedDict):
    name: str
    deliveries: List["WebhookDelivery"]


class DeviceRow(TypedDict):
    id: str
    current: bool
    method: "SignInMethod"
    user: str
    createdAt: int
    seenAt: int
    expiresAt: int
    address: str
    browser: Union[str, None]
    system: Union[str, None]


class DevicesBody(TypedDict):
    devices: List["DeviceRow"]


class DiskReport(TypedDict):
    folder: str
    total: Union[float, None]
    free: Union[float, None]
    keep: float
    reserved: float
    held: int
    waiting: float
    problem: Union[str, None]


class DistributionBody(TypedDict):
    distribution: Dict[str, Dict[str, int]]


class Doing(TypedDict):
    code: str
    values: "FactValues"


class EpisodeRow(TypedDict):
    episodeNumber: int
    title: str
    monitored: bool
    hasFile: bool
    airDateUtc: str
    reason: Union["SearchReason", None]


class FlatTrackRow(TypedDict):
    id: int
    trackNumber: Union[int, None]
    title: Union[str, None]
    duration: Union[float, None]
    hasFile: bool
    trackFileId: Union[int, None]
    monitored: bool
    albumId: int
    albumTitle: str
    artistTitle: str
    artistId: int


class GateHold(TypedDict):
    check: "GateCheck"
    reason: str
    until: Union[int, None]


ImportNote = TypedDict("ImportNote", {"from": "str", "to": "Union[str, None]", "message": "str"})


class ImportProposal(TypedDict):
    id: str
    source: "ImportSource"
    config: str
    understood: List["ImportNote"]
    notUnderstood: List["ImportNote"]
    attention: List["ImportNote"]


class LastExit(TypedDict):
    code: Union[int, None]
    signal: Union[str, None]
    at: int
    reason: Literal["requested", "crash", "unresponsive", "spawn-timeout", "finished"]


class LedgerEvent(TypedDict):
    id: int
    at: int
    kind: "LedgerKind"
    manager: str
    instance: Union[str, None]
    hash: Union[str, None]
    name: Union[str, None]
    decision: Union["DecisionCode", None]
    action: Union["ActionKind", None]
    result: Literal["ok", "failed", "refused", "info"]
    values: "FactValues"
    trail: List["RuleTrace"]
    message: str


class LiveFromServer1(TypedDict):
    type: Literal["hello"]
    version: str
    topics: List["LiveTopic"]


class LiveFromServer2(TypedDict):
    type: Literal["processes"]
    data: "ProcessesBody"


class LiveFromServer3(TypedDict):
    type: Literal["log"]
    data: "LogEntry"


class LiveFromServer4(TypedDict):
    type: Literal["status"]
    data: "StatusBody"


class LiveFromServer5(TypedDict):
    type: Literal["torrents"]
    data: "TorrentDelta"


class LiveFromServer6(TypedDict):
    type: Literal["torrentNews"]
    data: "TorrentNews"


class LiveFromServer7Data(TypedDict):
    category: str
    type: str


class LiveFromServer7(TypedDict):
    type: Literal["library"]
    data: "LiveFromServer7Data"


class LiveFromServer8(TypedDict):
    type: Literal["event"]
    data: "WebhookEvent"


class LiveFromServer9(TypedDict):
    type: Literal["activity"]
    data: "LedgerEvent"


class LiveFromServer10(TypedDict):
    type: Literal["pong"]


class LiveFromServer11(TypedDict):
    type: Literal["error"]
    error: str
    details: str


class LocalAppsAppsSettings(TypedDict):
    file: str
    webUi: Literal["on", "off", "unsaid"]
    userName: Union[str, None]


class LocalAppsApps(TypedDict):
    app: "LocalApp"
    url: str
    answer: Literal["found", "other", "nothing", "unasked"]
    settings: Union["LocalAppsAppsSettings", None]


class LocalApps(TypedDict):
    apps: List["LocalAppsApps"]
    addresses: List[str]


class LogChunk(TypedDict):
    content: str
    next_bytes: int
    size: int
    inode: float
    rotated: bool
    truncated: bool


class LogEntry(TypedDict):
    timestamp: str
    level: "LogLevel"
    source: str
    message: str
    seq: int


class LogHistogramBars(TypedDict):
    at: int
    lines: int
    errors: int


class LogHistogram(TypedDict):
    stepSeconds: int
    bars: List["LogHistogramBars"]


class LogLine(TypedDict):
    timestamp: str
    level: "LogLevel"
    source: str
    message: str
    cursor: "LogCursor"
    marks: List[Tuple[int, int]]


class LogSearchBodyMatches(TypedDict):
    file: str
    line: int
    text: str
    context_before: List[str]
    context_after: List[str]


class LogSearchBody(TypedDict):
    query: str
    truncated: bool
    files_searched: List[str]
    matches: List["LogSearchBodyMatches"]


class LogSummary(TypedDict):
    total: int
    counts: Dict[str, int]
    histogram: "LogHistogram"
    sources: List[str]
    truncated: bool


class LogWindow(TypedDict):
    entries: List["LogLine"]
    older: Union["LogCursor", None]
    newer: Union["LogCursor", None]
    restarted: bool
    truncated: bool


class MovieRow(TypedDict):
    id: int
    title: str
    year: int
    monitored: bool
    hasFile: bool
    qualityMet: bool
    isRequest: bool
    upgrade: bool
    customFormatScore: Union[int, None]
    minCustomFormatScore: Union[int, None]
    customFormatMet: bool
    reason: Union["SearchReason", None]
    qualityProfileId: Union[int, None]
    qualityProfileName: Union[str, None]


class MoviesBody(TypedDict):
    category: str
    counts: "TitleCounts"
    total: int
    page: int
    page_size: int
    movies: List["MovieRow"]


class NamedFolder(TypedDict):
    path: str
    sight: "PathSight"


class OkBody(TypedDict):
    status: Literal["ok"]


class OverviewBody(TypedDict):
    planned: List["PlannedItem"]
    plannedTotal: int
    decisions: Dict[str, int]
    today: "DayCounts"
    average: "DayCounts"
    observed: int
    hasRun: bool


class OverviewCategory(TypedDict):
    category: str
    managedBy: Literal["qbit", "arr"]
    torrentCount: int
    seedingCount: int
    totalSize: float
    avgRatio: float
    avgSeedingTime: float
    seedingConfig: "SeedingConfig"
    qbitInstance: str
    arrName: Union[str, None]
    torrents: List["OverviewTorrent"]
    torrentsTruncated: bool


class OverviewTorrent(TypedDict):
    hash: str
    name: str
    category: str
    state: str
    tags: List[str]
    progress: float
    availability: float
    ratio: float
    ratioLimit: float
    priority: int
    eta: float
    size: float
    totalSize: float
    downloaded: float
    uploaded: float
    amountLeft: float
    dlspeed: float
    upspeed: float
    numSeeds: int
    numLeechs: int
    numComplete: int
    numIncomplete: int
    addedOn: int
    completionOn: int
    seedingTime: float
    timeActive: float
    lastActivity: int
    seedingTimeLimit: float
    dlLimit: float
    upLimit: float


class PathAppDownloads(TypedDict):
    client: str
    clientCategory: str
    qbit: str
    name: str
    app: "NamedFolder"
    here: "NamedFolder"


class PathAppLibrary(TypedDict):
    app: "NamedFolder"
    here: "NamedFolder"
    hardlinks: "HardlinkVerdict"


class PathApp(TypedDict):
    instance: str
    type: "ArrType"
    trouble: Union[str, None]
    category: str
    downloads: List["PathAppDownloads"]
    library: List["PathAppLibrary"]
    findings: List["PathFinding"]


class PathCheck(TypedDict):
    path: str
    exists: bool
    isFolder: bool
    writable: bool
    freeBytes: Union[float, None]
    totalBytes: Union[float, None]
    message: str


class PathClientFolders(TypedDict):
    role: Literal["complete", "incomplete"]
    name: str
    here: "NamedFolder"
    freeBytes: Union[float, None]


class PathClient(TypedDict):
    instance: str
    trouble: Union[str, None]
    folders: List["PathClientFolders"]
    findings: List["PathFinding"]


class PathFinding1Values(TypedDict):
    pass


class PathFinding1(TypedDict):
    code: Literal["no-client"]
    severity: Literal["problem"]
    values: "PathFinding1Values"


class PathFinding2Values(TypedDict):
    client: str


class PathFinding2(TypedDict):
    code: Literal["client-off"]
    severity: Literal["problem"]
    values: "PathFinding2Values"


class PathFinding3Values(TypedDict):
    client: str
    theirs: str
    ours: str


class PathFinding3(TypedDict):
    code: Literal["other-address"]
    severity: Literal["warning"]
    values: "PathFinding3Values"


class PathFinding4Values(TypedDict):
    client: str
    ours: str


class PathFinding4(TypedDict):
    code: Literal["no-category"]
    severity: Literal["problem"]
    values: "PathFinding4Values"


class PathFinding5Values(TypedDict):
    client: str
    theirs: str
    ours: str


class PathFinding5(TypedDict):
    code: Literal["other-category"]
    severity: Literal["problem"]
    values: "PathFinding5Values"


class PathFinding6Values(TypedDict):
    category: str
    others: str


class PathFinding6(TypedDict):
    code: Literal["category-shared"]
    severity: Literal["problem"]
    values: "PathFinding6Values"


class PathFinding7Values(TypedDict):
    category: str
    qbit: str


class PathFinding7(TypedDict):
    code: Literal["category-missing"]
    severity: Literal["note"]
    values: "PathFinding7Values"


class PathFinding8Values(TypedDict):
    client: str
    category: str


class PathFinding8(TypedDict):
    code: Literal["imported-category"]
    severity: Literal["warning"]
    values: "PathFinding8Values"


class PathFinding9Values(TypedDict):
    category: str
    path: str
    used: str


class PathFinding9(TypedDict):
    code: Literal["category-path-unused"]
    severity: Literal["note"]
    values: "PathFinding9Values"


class PathFinding10Values(TypedDict):
    host: str
    remote: str
    local: str


class PathFinding10(TypedDict):
    code: Literal["mapping-needed"]
    severity: Literal["problem"]
    values: "PathFinding10Values"


class PathFinding11Values(TypedDict):
    wrong: str
    host: str
    remote: str
    local: str


class PathFinding11(TypedDict):
    code: Literal["mapping-wrong-host"]
    severity: Literal["problem"]
    values: "PathFinding11Values"


class PathFinding12Values(TypedDict):
    host: str
    remote: str
    local: str


class PathFinding12(TypedDict):
    code: Literal["mapping-target-missing"]
    severity: Literal["problem"]
    values: "PathFinding12Values"


class PathFinding13Values(TypedDict):
    host: str
    remote: str
    local: str


class PathFinding13(TypedDict):
    code: Literal["mapping-not-needed"]
    severity: Literal["problem"]
    values: "PathFinding13Values"


class PathFinding14Values(TypedDict):
    host: str
    remote: str
    local: str


class PathFinding14(TypedDict):
    code: Literal["path-style"]
    severity: Literal["problem"]
    values: "PathFinding14Values"


class PathFinding15Values(TypedDict):
    pass


class PathFinding15(TypedDict):
    code: Literal["no-root"]
    severity: Literal["warning"]
    values: "PathFinding15Values"


class PathFinding16Values(TypedDict):
    root: str


class PathFinding16(TypedDict):
    code: Literal["root-missing"]
    severity: Literal["problem"]
    values: "PathFinding16Values"


class PathFinding17Values(TypedDict):
    root: str
    downloads: str


class PathFinding17(TypedDict):
    code: Literal["root-in-downloads"]
    severity: Literal["problem"]
    values: "PathFinding17Values"


class PathFinding18Values(TypedDict):
    root: str
    downloads: str


class PathFinding18(TypedDict):
    code: Literal["downloads-in-root"]
    severity: Literal["warning"]
    values: "PathFinding18Values"


class PathFinding19Values(TypedDict):
    root: str
    downloads: str


class PathFinding19(TypedDict):
    code: Literal["hardlink-other-device"]
    severity: Literal["warning"]
    values: "PathFinding19Values"


class PathFinding20Values(TypedDict):
    root: str
    downloads: str


class PathFinding20(TypedDict):
    code: Literal["hardlink-separate-mounts"]
    severity: Literal["warning"]
    values: "PathFinding20Values"


class PathFinding21Values(TypedDict):
    path: str
    local: str
    qbit: str
    where: Literal["here", "container", "remote"]


class PathFinding21(TypedDict):
    code: Literal["not-here"]
    severity: Literal["warning"]
    values: "PathFinding21Values"


class PathFinding22Values(TypedDict):
    path: str


class PathFinding22(TypedDict):
    code: Literal["not-readable"]
    severity: Literal["warning"]
    values: "PathFinding22Values"


class PathFinding23Values(TypedDict):
    path: str


class PathFinding23(TypedDict):
    code: Literal["not-writable"]
    severity: Literal["warning"]
    values: "PathFinding23Values"


class PathFinding24Values(TypedDict):
    path: str


class PathFinding24(TypedDict):
    code: Literal["disk-silent"]
    severity: Literal["warning"]
    values: "PathFinding24Values"


class PathFinding25Values(TypedDict):
    path: str


class PathFinding25(TypedDict):
    code: Literal["completed-missing"]
    severity: Literal["warning"]
    values: "PathFinding25Values"


class PathFinding26Values(TypedDict):
    path: str
    saves: str


class PathFinding26(TypedDict):
    code: Literal["completed-elsewhere"]
    severity: Literal["warning"]
    values: "PathFinding26Values"


class PathFinding27Values(TypedDict):
    incomplete: str
    complete: str


class PathFinding27(TypedDict):
    code: Literal["incomplete-other-device"]
    severity: Literal["note"]
    values: "PathFinding27Values"


class PathReport(TypedDict):
    checkedAt: int
    inContainer: bool
    completedFolder: Union["NamedFolder", None]
    findings: List["PathFinding"]
    clients: List["PathClient"]
    apps: List["PathApp"]


class PlannedAction(TypedDict):
    action: "ActionKind"
    decision: "DecisionCode"
    at: Union[int, None]


class PlannedChange(TypedDict):
    path: str
    before: Any
    after: Any
    effect: "Effect"
    instance: Union[str, None]
    secret: bool
    label: Union[str, None]


class PlannedItem(TypedDict):
    kind: Literal["torrent", "held", "restart", "update-check"]
    at: Union[int, None]
    name: str
    instance: Union[str, None]
    hash: Union[str, None]
    manager: str
    action: Union["ActionKind", None]
    decision: Union["DecisionCode", None]
    count: int


class PreviewBodyHeld(TypedDict):
    before: int
    after: int


class PreviewBody(TypedDict):
    compared: int
    differing: int
    changes: List["PreviewChange"]
    held: Union["PreviewBodyHeld", None]
    truncated: bool
    notes: List[str]


class PreviewChangeBefore(TypedDict):
    decision: "DecisionCode"
    values: "FactValues"
    reason: str
    action: "ActionKind"
    next: Union["PlannedAction", None]


class PreviewChangeAfter(TypedDict):
    decision: "DecisionCode"
    values: "FactValues"
    reason: str
    action: "ActionKind"
    next: Union["PlannedAction", None]


class PreviewChange(TypedDict):
    instance: str
    hash: str
    name: str
    manager: str
    before: "PreviewChangeBefore"
    after: "PreviewChangeAfter"


class ProcessRowRestarts(TypedDict):
    used: int
    allowed: int
    windowSeconds: float
    total: int


class ProcessRow(TypedDict):
    category: str
    name: str
    kind: "UnitKind"
    pid: Union[int, None]
    alive: bool
    status: "ProcessStatus"
    uptime: int
    rebuilding: NotRequired[bool]
    searchSummary: NotRequired[str]
    searchTimestamp: NotRequired[str]
    queueCount: NotRequired[int]
    categoryCount: NotRequired[int]
    freeSpacePaused: NotRequired[int]
    metricType: NotRequired[Literal["torrent-policy", "category"]]
    owner: Union["ArrType", Literal["core"]]
    address: Union[str, None]
    doing: Union["Doing", None]
    nextRunAt: Union[int, None]
    restarts: "ProcessRowRestarts"
    lastExit: Union["LastExit", None]
    lastError: Union[str, None]
    memoryBytes: Union[int, None]
    cpuPercent: Union[float, None]
    work: List[int]


class ProcessesBody(TypedDict):
    processes: List["ProcessRow"]


class QbitCategoriesBody(TypedDict):
    categories: List["QbitCategory"]
    ready: bool


class QbitCategory(TypedDict):
    category: str
    managedBy: Literal["qbit", "arr"]
    torrentCount: int
    seedingCount: int
    totalSize: float
    avgRatio: float
    avgSeedingTime: float
    seedingConfig: "SeedingConfig"
    instance: str


class QbitOverviewBody(TypedDict):
    instances: List[str]
    categories: List["OverviewCategory"]
    ready: bool


class QbitStatus(TypedDict):
    alive: bool
    host: Union[str, None]
    port: Union[int, None]
    version: Union[str, None]
    state: "RemoteState"
    lastError: Union[str, None]
    since: Union[int, None]


class ReleaseResult(TypedDict):
    released: bool


class RestartedBody(TypedDict):
    status: Literal["ok"]
    name: str
    category: str
    restarted: List["UnitKind"]


class RevealedSecret(TypedDict):
    path: str
    value: str


class RollUp(TypedDict):
    available: int
    monitored: int
    missing: int


class RuleTrace(TypedDict):
    rule: str
    row: str
    outcome: Literal["pass", "skip", "match", "blocked", "notRun"]
    values: "FactValues"
    setting: Union[str, None]


class SchemaField(TypedDict):
    section: Literal["Settings", "WebUI", "qBit", "Arr"]
    key: str
    label: str
    path: List[str]
    kind: Literal["text", "number", "checkbox", "password", "select", "tags", "duration", "mapping", "trackers"]
    default: Any
    comments: Union[str, List[str]]
    required: bool
    secure: bool
    uiExpose: bool
    applyLive: Union[bool, None]
    requiresRestart: Union[bool, None]
    options: NotRequired[List[str]]
    description: NotRequired[str]
    placeholder: NotRequired[str]
    nativeUnit: NotRequired[Literal["seconds", "minutes"]]
    allowNegative: NotRequired[Literal[True]]
    minimum: NotRequired[float]
    maximum: NotRequired[float]
    arrKinds: NotRequired[List[str]]


class SeedingConfig(TypedDict):
    maxRatio: float
    maxTime: float
    removeMode: int
    downloadLimit: float
    uploadLimit: float


class SeedingPolicy(TypedDict):
    removeMode: Union[Literal[-1], Literal[1], Literal[2], Literal[3], Literal[4]]
    maxRatio: Union[float, None]
    maxSeedingSeconds: Union[float, None]


class SeriesBody(TypedDict):
    category: str
    counts: "RollUp"
    total: int
    page: int
    page_size: int
    series: List["SeriesEntry"]


class SeriesEntrySeries(TypedDict):
    id: Union[int, None]
    title: str
    qualityProfileId: Union[int, None]
    qualityProfileName: Union[str, None]


class SeriesEntrySeasons(TypedDict):
    available: int
    monitored: int
    missing: int
    episodes: List["EpisodeRow"]


class SeriesEntry(TypedDict):
    series: "SeriesEntrySeries"
    totals: "RollUp"
    seasons: Dict[str, "SeriesEntrySeasons"]


class SignedOutBody(TypedDict):
    signedOut: int


class StartedBody(TypedDict):
    status: Literal["ok"]
    name: str
    category: str
    started: List["UnitKind"]


class StatusBodyArrs(TypedDict):
    category: str
    name: str
    type: "ArrType"
    alive: bool
    reachable: Union[bool, None]
    state: "RemoteState"
    version: Union[str, None]
    lastError: Union[str, None]


class StatusBodyWebui(TypedDict):
    LiveArr: bool
    Theme: str
    ViewDensity: str


class StatusBodyTransfer(TypedDict):
    dlspeed: float
    upspeed: float
    torrents: int


class StatusBody(TypedDict):
    qbit: "QbitStatus"
    qbitInstances: Dict[str, "QbitStatus"]
    arrs: List["StatusBodyArrs"]
    ready: bool
    webui: "StatusBodyWebui"
    mode: Literal["normal", "search-only", "processing-only", "qbit-disabled", "unconfigured", "sandbox"]
    observeOnly: bool
    uptime: int
    dataPath: str
    version: str
    configIssues: List["ConfigIssue"]
    attention: List["AttentionItem"]
    transfer: "StatusBodyTransfer"
    disk: Union["DiskReport", None]


class StoppedBody(TypedDict):
    status: Literal["ok"]
    name: str
    category: str
    stopped: List["UnitKind"]


class TitleCounts(TypedDict):
    available: int
    monitored: int
    missing: int
    quality_met: int
    requests: int


class TokenCreated(TypedDict):
    token: str
    row: "TokenRow"


class TokenRow(TypedDict):
    id: str
    name: str
    scope: "ApiScope"
    createdAt: int
    lastUsedAt: Union[int, None]


class TokensBody(TypedDict):
    tokens: List["TokenRow"]


class TomlProblem(TypedDict):
    line: int
    column: int
    message: str


class TorrentCommandResult(TypedDict):
    ok: bool
    message: str


class TorrentCommandsBodyResults(TypedDict):
    ok: bool
    message: str
    instance: str
    hash: str


class TorrentCommandsBody(TypedDict):
    results: List["TorrentCommandsBodyResults"]


class TorrentDeltaRemoved(TypedDict):
    instance: str
    hash: str


class TorrentDelta(TypedDict):
    full: bool
    changed: List["TorrentRow"]
    removed: List["TorrentDeltaRemoved"]
    total: int


class TorrentDetailLinks(TypedDict):
    client: Union[str, None]
    arr: Union[str, None]


class TorrentDetail(TypedDict):
    torrent: "TorrentRow"
    trail: List["RuleTrace"]
    timeline: List["LedgerEvent"]
    links: "TorrentDetailLinks"


class TorrentGroupTotals(TypedDict):
    count: int
    seeding: int
    size: float


class TorrentGroup(TypedDict):
    key: str
    open: bool
    totals: "TorrentGroupTotals"
    managers: List[str]
    policy: Union["SeedingPolicy", None]


class TorrentItem1(TypedDict):
    kind: Literal["group"]
    group: "TorrentGroup"


class TorrentItem2(TypedDict):
    kind: Literal["row"]
    row: "TorrentRow"


class TorrentLayoutColumns(TypedDict):
    id: "TorrentColumn"
    shown: bool
    width: int


class TorrentLayout(TypedDict):
    columns: List["TorrentLayoutColumns"]
    sort: "TorrentSort"
    descending: bool


class TorrentLayoutBody(TypedDict):
    layout: Union["TorrentLayout", None]


class TorrentNewsChanged(TypedDict):
    instance: str
    hash: str


class TorrentNews(TypedDict):
    version: int
    total: int
    changed: List["TorrentNewsChanged"]
    more: bool


class TorrentRow(TypedDict):
    instance: str
    hash: str
    name: str
    category: str
    manager: str
    state: "TorrentState"
    progress: float
    size: float
    totalSize: float
    amountLeft: float
    downloaded: float
    uploaded: float
    eta: Union[float, None]
    dlspeed: float
    upspeed: float
    ratio: float
    ratioLimit: float
    seedingTimeLimit: float
    dlLimit: float
    upLimit: float
    seeds: int
    leechs: int
    swarmSeeds: int
    swarmLeechs: int
    availability: float
    priority: int
    tags: List[str]
    tracker: str
    score: Union[float, None]
    savePath: str
    addedAt: int
    completedAt: Union[int, None]
    lastActivityAt: Union[int, None]
    seedingTime: float
    timeActive: float
    decision: "DecisionCode"
    values: "FactValues"
    reason: str
    action: "ActionKind"
    since: int
    next: Union["PlannedAction", None]
    gate: Union["GateHold", None]
    observed: bool
    removedAt: Union[int, None]


class TorrentViewTotals(TypedDict):
    count: int
    seeding: int
    size: float


class TorrentView(TypedDict):
    version: int
    lines: int
    offset: int
    items: List["TorrentItem"]
    groupKeys: List[str]
    totals: "TorrentViewTotals"
    counts: Dict[str, int]
    known: int


class TorrentsBodyTotals(TypedDict):
    count: int
    seeding: int
    size: float


class TorrentsBody(TypedDict):
    torrents: List["TorrentRow"]
    total: int
    truncated: bool
    counts: Dict[str, int]
    totals: "TorrentsBodyTotals"


class TrackRow(TypedDict):
    id: int
    trackNumber: Union[int, None]
    title: Union[str, None]
    duration: Union[float, None]
    hasFile: bool
    trackFileId: Union[int, None]
    monitored: bool
    reason: Union["SearchReason", Literal["Unmonitored"]]


class TracksBody(TypedDict):
    category: str
    counts: "RollUp"
    total: int
    page: int
    page_size: int
    tracks: List["FlatTrackRow"]


class UpdateMetaUpdateState(TypedDict):
    in_progress: bool
    last_result: Union[Literal["success", "error"], None]
    last_error: Union[str, None]
    completed_at: Union[str, None]


class UpdateMeta(TypedDict):
    current_version: str
    latest_version: Union[str, None]
    changelog: str
    current_version_changelog: str
    changelog_url: str
    repository_url: str
    homepage_url: str
    update_available: bool
    last_checked: Union[str, None]
    error: Union[str, None]
    installation_type: Literal["source", "git", "pip", "binary", "docker", "unknown"]
    auto_update_supported: bool
    update_channel: "UpdateChannel"
    nightly_sha: Union[str, None]
    binary_download_url: Union[str, None]
    binary_download_name: Union[str, None]
    binary_download_size: Union[int, None]
    binary_download_error: Union[str, None]
    update_state: "UpdateMetaUpdateState"


class ValidationError(TypedDict):
    path: str
    message: str


class WebhookDelivery(TypedDict):
    id: str
    event: str
    at: int
    result: Literal["delivered", "failed", "dropped"]
    tries: int
    status: Union[int, None]
    error: str
    took: int


class WebhookEvent1Data(TypedDict):
    hash: str
    name: str
    category: str
    qbitInstance: str
    arr: Union[str, None]
    size: float


class WebhookEvent1(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["torrent.completed"]
    data: "WebhookEvent1Data"


class WebhookEvent2Data(TypedDict):
    arr: str
    type: "ArrType"
    category: str
    title: str
    hash: Union[str, None]


class WebhookEvent2(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["import.successful"]
    data: "WebhookEvent2Data"


class WebhookEvent3Data(TypedDict):
    check: Literal["qbit", "arr", "internet", "database", "disk", "process"]
    target: str
    message: str


class WebhookEvent3(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["health.failed"]
    data: "WebhookEvent3Data"


class WebhookEvent4Data(TypedDict):
    name: str
    category: str
    kind: "UnitKind"
    pid: Union[int, None]
    reason: Literal["manual", "crash", "config", "rebuild"]


class WebhookEvent4(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["process.restarted"]
    data: "WebhookEvent4Data"


class WebhookEvent5Data(TypedDict):
    hash: str
    name: str
    category: str
    qbitInstance: str
    arr: Union[str, None]
    action: Union["ActionKind", None]
    decision: Union["DecisionCode", None]
    reason: str
    at: Union[str, None]


class WebhookEvent5(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["removal.planned"]
    data: "WebhookEvent5Data"


class WebhookEvent6Data(TypedDict):
    hash: str
    name: str
    category: str
    qbitInstance: str
    arr: Union[str, None]
    action: Union["ActionKind", None]
    decision: Union["DecisionCode", None]
    reason: str
    filesDeleted: bool


class WebhookEvent6(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["removal.done"]
    data: "WebhookEvent6Data"


class WebhookEvent7Data(TypedDict):
    reason: str


class WebhookEvent7(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["budget.tripped"]
    data: "WebhookEvent7Data"


class WebhookEvent8Data(TypedDict):
    hash: Union[str, None]
    name: Union[str, None]
    qbitInstance: Union[str, None]
    reason: str


class WebhookEvent8(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["disk.hold"]
    data: "WebhookEvent8Data"


class WebhookEvent9Data(TypedDict):
    hash: Union[str, None]
    name: Union[str, None]
    qbitInstance: Union[str, None]
    reason: str


class WebhookEvent9(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["disk.release"]
    data: "WebhookEvent9Data"


class WebhookEvent10Data(TypedDict):
    current: str
    latest: str
    url: str


class WebhookEvent10(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["update.available"]
    data: "WebhookEvent10Data"


class WebhookEvent11Data(TypedDict):
    message: str


class WebhookEvent11(TypedDict):
    id: str
    timestamp: str
    version: str
    source: str
    event: Literal["webhook.test"]
    data: "WebhookEvent11Data"


class WebhookTestBody(TypedDict):
    success: bool
    delivery: "WebhookDelivery"


class WebhookView(TypedDict):
    name: str
    enabled: bool
    host: str
    events: List["WebhookEventName"]
    template: Union["WebhookTemplate", Literal["own"]]
    signed: bool
    timeoutSeconds: float
    waiting: int
    last: Union["WebhookDelivery", None]


class WebhooksBody(TypedDict):
    webhooks: List["WebhookView"]


class GetHealthWebAnswer(TypedDict):
    status: Literal["healthy", "unhealthy"]
    version: str
    ready: bool
    uptime: int


class GetRootIndexAnswer(TypedDict):
    name: str
    version: str
    health: str
    openapi: str
    docs: str


class GetArrAnswerArr(TypedDict):
    category: str
    name: str
    type: "ArrType"


class GetArrAnswer(TypedDict):
    arr: List["GetArrAnswerArr"]
    ready: bool


class GetLogsAnswer(TypedDict):
    logs: List["LogEntry"]
    files: List[str]
    counts: Dict[str, int]
    sources: List[str]


class PostLoglevelAnswer(TypedDict):
    status: Literal["ok"]
    level: "LogLevel"
    saved: bool
    overriddenByEnv: bool
    until: Union[int, None]


class GetConfigAnswer(TypedDict):
    config: str


class GetConfigBackupsAnswer(TypedDict):
    backups: List["ConfigBackup"]


class GetConfigBackupsIdAnswer(TypedDict):
    id: str
    at: int
    author: Union["ConfigAuthor", None]
    bytes: int
    kind: Literal["save", "migration", "broken"]
    version: Union[str, None]
    config: str


class GetTokenAnswer(TypedDict):
    token: str


class GetOpenapiJsonAnswerServers(TypedDict):
    url: str


class GetOpenapiJsonAnswer(TypedDict):
    openapi: Literal["3.0.3", "3.1.0"]
    servers: List["GetOpenapiJsonAnswerServers"]
    paths: Dict[str, Any]


class LiveFromClient1(TypedDict):
    type: Literal["auth"]
    token: str


class LiveFromClient2(TypedDict):
    type: Literal["subscribe"]
    topics: List[Literal["processes", "logs", "status", "torrents", "torrentNews", "library", "events", "activity"]]
    level: NotRequired[str]
    source: NotRequired[str]


class LiveFromClient3(TypedDict):
    type: Literal["ping"]


class PostLoglevelInput(TypedDict):
    level: NotRequired[Any]
    minutes: NotRequired[float]


class TorrentCommandBodyInputTorrents(TypedDict):
    instance: str
    hash: str


class TorrentCommandBodyInput(TypedDict):
    command: Literal["keep", "unkeep", "recheck", "import", "fail", "allow-stalled", "release"]
    torrents: List["TorrentCommandBodyInputTorrents"]


class TorrentLayoutChangeInputLayoutColumns(TypedDict):
    id: Literal["manager", "progress", "decision", "next", "state", "size", "dlspeed", "upspeed", "downloaded", "uploaded", "eta", "seedingTime", "seeds", "peers", "ratio", "availability", "added", "tags", "category", "client", "tracker", "score", "savePath"]
    shown: bool
    width: int


class TorrentLayoutChangeInputLayout(TypedDict):
    columns: List["TorrentLayoutChangeInputLayoutColumns"]
    sort: Literal["decision", "name", "manager", "instance", "category", "tracker", "state", "progress", "next", "added", "size", "ratio", "eta", "dlspeed", "upspeed", "downloaded", "uploaded", "seedingTime", "seeds", "peers", "availability", "tags", "savePath", "score"]
    descending: bool


class TorrentLayoutChangeInput(TypedDict):
    layout: Union["TorrentLayoutChangeInputLayout", None]


class ReleaseBodyInput(TypedDict):
    what: Literal["budget", "outage"]


class PostConfigInput(TypedDict):
    changes: NotRequired[Any]
    config: NotRequired[Any]


class RevealRequestInput(TypedDict):
    path: str
    password: NotRequired[str]


class ExportRequestInput(TypedDict):
    password: NotRequired[str]


class PostConfigPlanInput(TypedDict):
    changes: NotRequired[Dict[str, Any]]
    config: NotRequired[str]


class PostConfigBackupsIdRestoreInput(TypedDict):
    clearSearchHistory: NotRequired[bool]


class ImportRequestInput(TypedDict):
    source: Literal["qbitrr", "torrentarr", "decluttarr"]
    path: NotRequired[str]
    text: NotRequired[str]


class PostConfigImportIdPlanInput(TypedDict):
    config: NotRequired[str]
    clearSearchHistory: NotRequired[bool]


class PostPathsCheckInput(TypedDict):
    path: str


class NewTokenInput(TypedDict):
    name: str
    scope: Literal["metrics", "read", "control", "admin"]


ActionKind = Literal["none", "start", "stop", "hold", "resume", "recheck", "recheck-restore", "inspect-files", "skip-files", "import", "tag-stalled", "remove", "remove-keep-files", "clean-files", "edit-trackers", "ignore", "unignore", "allow-stalled"]
ApiScope = Literal["metrics", "read", "control", "admin"]
ArrTestBody = Union["ArrTestPassed", "ArrTestFailed"]
ArrType = Literal["radarr", "sonarr", "lidarr", "readarr"]
Bucket = Literal["removal", "problem", "held", "importing", "downloading", "waiting", "seeding", "ignored", "removed"]
ConfigAuthor = Literal["panel", "token", "open", "file", "start", "migration", "restore", "import", "rollback"]
ConnectionCause = Literal["address", "refused", "dns", "timeout", "tls", "reset", "auth", "banned", "wrong-app", "path", "version", "answer"]
DecisionCode = Literal["cf_unmet", "seed_goal", "seed_protected", "failed_category", "recheck_category", "missing_files", "ignored", "grace", "stalled", "metadata_stuck", "unavailable", "too_slow", "inspect", "files_excluded", "held_space", "importing", "imported", "import_blocked", "downloading", "seeding", "errored", "stopped", "queued", "busy", "none"]
Effect = Literal["screen", "now", "qbittorrent", "web", "restart", "restart-reset", "restart-all"]
FactValue = Union[str, float, bool, None]
FactValues = Dict[str, "FactValue"]
FieldControl = Literal["text", "lines", "secret", "number", "port", "switch", "inherit-switch", "select", "tags", "patterns", "duration", "size", "percent", "path", "file", "url", "host", "cron", "category", "categories", "profiles", "tables"]
GateCheck = Literal["observe-only", "ledger", "outage", "budget", "hit-and-run", "grace"]
HardlinkVerdict = Literal["possible", "impossible", "unsure", "unknown"]
ImportSource = Literal["qbitrr", "torrentarr", "decluttarr"]
LedgerKind = Literal["verdict", "intent", "action", "observed", "planned", "import", "removal", "research", "hold", "resume", "budget", "outage", "returned", "process", "config", "health", "sign-in"]
LiveFromServer = Union["LiveFromServer1", "LiveFromServer2", "LiveFromServer3", "LiveFromServer4", "LiveFromServer5", "LiveFromServer6", "LiveFromServer7", "LiveFromServer8", "LiveFromServer9", "LiveFromServer10", "LiveFromServer11"]
LiveTopic = Literal["processes", "logs", "status", "torrents", "torrentNews", "library", "events", "activity"]
LocalApp = Literal["qbittorrent", "radarr", "sonarr", "lidarr", "readarr"]
LogCursor = str
LogLevel = Literal["TRACE", "VERBOSE", "DEBUG", "INFO", "NOTICE", "HNOTICE", "SUCCESS", "WARNING", "ERROR", "CRITICAL"]
PathFinding = Union["PathFinding1", "PathFinding2", "PathFinding3", "PathFinding4", "PathFinding5", "PathFinding6", "PathFinding7", "PathFinding8", "PathFinding9", "PathFinding10", "PathFinding11", "PathFinding12", "PathFinding13", "PathFinding14", "PathFinding15", "PathFinding16", "PathFinding17", "PathFinding18", "PathFinding19", "PathFinding20", "PathFinding21", "PathFinding22", "PathFinding23", "PathFinding24", "PathFinding25", "PathFinding26", "PathFinding27"]
PathSight = Literal["there", "parent", "missing", "unknown"]
ProcessStatus = Literal["running", "starting", "restarting", "stopped", "failed"]
ReloadType = Literal["full", "multi_arr", "single_arr", "webui", "qbit_hot", "live", "frontend", "none"]
RemoteState = Literal["unknown", "up", "down", "authFailed", "unsupported"]
SearchReason = Literal["Missing", "Quality", "CustomFormat", "Upgrade", "Not being searched"]
SignInMethod = Literal["password", "oidc", "token", "link", "desktop"]
TorrentColumn = Literal["manager", "progress", "decision", "next", "state", "size", "dlspeed", "upspeed", "downloaded", "uploaded", "eta", "seedingTime", "seeds", "peers", "ratio", "availability", "added", "tags", "category", "client", "tracker", "score", "savePath"]
TorrentItem = Union["TorrentItem1", "TorrentItem2"]
TorrentSort = Literal["decision", "name", "manager", "instance", "category", "tracker", "state", "progress", "next", "added", "size", "ratio", "eta", "dlspeed", "upspeed", "downloaded", "uploaded", "seedingTime", "seeds", "peers", "availability", "tags", "savePath", "score"]
TorrentState = Literal["error", "missingFiles", "uploading", "stoppedUP", "queuedUP", "stalledUP", "checkingUP", "forcedUP", "allocating", "downloading", "metaDL", "forcedMetaDL", "stoppedDL", "queuedDL", "forcedDL", "stalledDL", "checkingDL", "checkingResumeData", "moving", "unknown"]
UnitKind = Literal["search", "torrent", "category"]
UpdateChannel = Literal["latest", "stable", "nightly"]
WebhookEvent = Union["WebhookEvent1", "WebhookEvent2", "WebhookEvent3", "WebhookEvent4", "WebhookEvent5", "WebhookEvent6", "WebhookEvent7", "WebhookEvent8", "WebhookEvent9", "WebhookEvent10", "WebhookEvent11"]
WebhookEventName = Literal["torrent.completed", "import.successful", "health.failed", "process.restarted", "removal.planned", "removal.done", "budget.tripped", "disk.hold", "disk.release", "update.available"]
WebhookTemplate = Literal["json", "discord", "slack", "ntfy", "gotify", "apprise"]
GetLidarrCategoryAlbumsAnswer = Union["AlbumsBody", "TracksBody"]
LiveFromClient = Union["LiveFromClient1", "LiveFromClient2", "LiveFromClient3"]
