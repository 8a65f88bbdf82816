"""Asks a running qBitrr through docs/clients/python/qbitrr.py and prints what it was told as JSON."""

import json
import sys

from qbitrr import Forbidden, NotFound, QbitrrClient, QbitrrError, Unauthorized

base_url, token = sys.argv[1:]
owner = QbitrrClient(base_url, token)

status = owner.get_status()
processes = owner.get_processes()["processes"]
first = owner.get_torrents(limit=2, offset=0, sort="name")
second = owner.get_torrents(limit=2, offset=2, sort="name")

created = owner.post_auth_tokens({"name": "from Python", "scope": "read"})
reader = QbitrrClient(base_url, created["token"])
readable = reader.get_arr()


def refused(call, *arguments, **named):
    try:
        call(*arguments, **named)
    except QbitrrError as error:
        kinds = (Unauthorized, Forbidden, NotFound)
        return [next(kind.__name__ for kind in kinds if isinstance(error, kind)), error.status, error.error]
    return None


print(
    json.dumps(
        {
            "health": QbitrrClient(base_url).get_health()["status"],
            "mode": status["mode"],
            "processes": [row["name"] for row in processes],
            "total": first["total"],
            "names": [[row["name"] for row in page["torrents"]] for page in (first, second)],
            "arrs": len(readable["arr"]),
            "forbidden": refused(reader.post_processes_restart, "Radarr-1080"),
            "unauthorized": refused(QbitrrClient(base_url, "wrong").get_status),
            "unknown": refused(owner.get_radarr_movies, "no/such", page=0, monitored=True),
            "restarted": owner.post_processes_restart("Radarr-1080"),
            "one loop": owner.post_processes_restart("sonarr-tv/torrent"),
            "metrics": "# HELP" in owner.get_metrics(),
            "log": len(owner.get_logs_download("All.log")) > 0,
        }
    )
)
