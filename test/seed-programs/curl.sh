#!/bin/sh
# The four curl calls of the API page; each prints its body and its status on a line of its own.
set -e
API=http://localhost:6969/api
TOKEN=your-token
call() { curl -sS -w '\n%{http_code}\n' "$@"; }

call "$API/health"
call -H "X-API-Token: $TOKEN" "$API/processes"
call -H "X-API-Token: $TOKEN" "$API/logs?limit=100&level=ERROR"
call -X POST -H "X-API-Token: $TOKEN" "$API/processes/Radarr-Movies/restart"
