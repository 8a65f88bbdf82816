/** Operations under `/api` and under `/web` alike, as api.md 2.1 and section 3 list them. */
const mirrored = `
GET /openapi.json
GET /docs
GET /status
GET /arr
GET /meta
GET /token
GET /processes
POST /processes/{path}/restart
POST /processes/{path}/start
POST /processes/{path}/stop
POST /processes/restart_all
POST /arr/{section}/restart
POST /arr/rebuild
POST /loglevel
GET /logs
GET /logs/{name}
GET /logs/{name}/stream
GET /logs/{name}/search
GET /logs/{name}/download
GET /radarr/{category}/movies
GET /radarr/{category}/movie/{id}/thumbnail
GET /sonarr/{category}/series
GET /sonarr/{category}/series/{id}/thumbnail
GET /lidarr/{category}/albums
GET /lidarr/{category}/artists
GET /lidarr/{category}/artist/{id}
GET /lidarr/{category}/artist/{id}/thumbnail
GET /readarr/{category}/authors
GET /readarr/{category}/author/{id}
GET /readarr/{category}/author/{id}/thumbnail
GET /arr/{category}/open/{kind}/{id}
GET /qbit/categories
GET /qbit/overview
GET /torrents/distribution
GET /config
POST /config
GET /config/schema
POST /arr/test-connection
POST /update
GET /download-update
GET /ws`;

/** Operations at one address only. `/ui` and what lies below it is the panel, which is no row of the table. */
const single = `
GET /health
GET /
GET /login
GET /sw.js
GET /static/{path}
GET /signin-oidc
GET /api/health
GET /api/
POST /web/login
POST /web/logout
POST /web/auth/set-password
GET /web/auth/oidc/challenge`;

const linesOf = (text: string): string[] => text.trim().split('\n');

/** Every operation that the specification names, variables in braces; paths of processes are one variable with slashes. */
export const operationsOfSpec: readonly string[] = [
  ...linesOf(mirrored).flatMap((line) => ['/api', '/web'].map((prefix) => line.replace(' ', ` ${prefix}`))),
  ...linesOf(single),
];
