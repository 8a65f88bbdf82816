/** Operations under `/api` and under `/web` alike, guarded under both, as api.md 2.1 and 3 list them. */
const mirrored = `
GET /openapi.json
GET /docs
GET /status
GET /arr
GET /processes
POST /processes/{category}/{kind}/restart
POST /processes/{category}/{kind}/start
POST /processes/{category}/{kind}/stop
POST /processes/{name}/restart
POST /processes/{name}/start
POST /processes/{name}/stop
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

/** Operations at one address, or whose rule is not the same at both. `/static/*` is not among the 101. */
const single = `
public GET /health
public GET /
public GET /ui
public GET /ui/
public GET /login
public GET /sw.js
public GET /signin-oidc
public GET /api/health
guarded GET /api
guarded GET /api/meta
public GET /web/meta
guarded GET /api/token
special GET /web/token
public POST /web/login
public POST /web/logout
special POST /web/auth/set-password
public GET /web/auth/oidc/challenge`;

/** An operation the specification names. */
export interface SpecOperation {
  method: string;
  /** With its prefix, variables in braces. */
  path: string;
  /** `special` = decides by itself who may (api.md 2.3). */
  auth: 'guarded' | 'public' | 'special';
}

const linesOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

const ruleOf = (word: string): SpecOperation['auth'] => (word === 'public' || word === 'special' ? word : 'guarded');

/** All 101 (api.md 2.1): 84 of the full dialect and 17 of section 3. */
export const specOperations: readonly SpecOperation[] = [
  ...linesOf(mirrored).flatMap(([method = '', path = '']) =>
    ['/api', '/web'].map((prefix) => ({ method, path: `${prefix}${path}`, auth: ruleOf('guarded') })),
  ),
  ...linesOf(single).map(([rule = '', method = '', path = '']) => ({ method, path, auth: ruleOf(rule) })),
];
