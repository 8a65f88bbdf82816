"""What a user of the API page runs with Python and requests: processes, then the last errors."""

import requests

BASE = "http://localhost:6969/api"
HEADERS = {"X-API-Token": "your-token"}

answer = requests.get(f"{BASE}/processes", headers=HEADERS)
for process in answer.json()["processes"]:
    print(f"{process['name']}: {process['status']} ({process['uptime']} s)")

answer = requests.get(f"{BASE}/logs", params={"limit": 50, "level": "ERROR"}, headers=HEADERS)
for entry in answer.json()["logs"]:
    print(f"{entry['timestamp']} {entry['level']} {entry['source']} {entry['message']}")
