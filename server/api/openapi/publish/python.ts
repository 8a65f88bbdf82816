import { refName, type ClientModel, type ClientOperation, type Shape } from './model.ts';

/** Runtime of the Python client; `__VERSION__`, `__TYPES__` and `__METHODS__` are filled in. */
const runtime = `"""Client of the qBitrr API, version __VERSION__. Made by build/api-docs.mjs: do not edit.

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

__METHODS__

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
`;

/** The Python client as source text. */
export function pythonClient({ version, operations, schemas }: ClientModel): string {
  const types = new Types();
  for (const [name, shape] of schemas) types.add(name, shape);
  const methods = operations.map(method).join('\n\n');
  const head = runtime.replace('__VERSION__', version).replace('__METHODS__', () => methods);
  return `${head}\n\n${types.text()}`;
}

/** Python has no inline object types: each becomes a class named after where it stands. */
class Types {
  readonly #aliases: string[] = [];
  readonly #classes: string[] = [];

  add(name: string, shape: Shape): void {
    if (shape.properties !== undefined) this.#addClass(name, shape);
    else this.#aliases.push(`${name} = ${this.#typeOf(shape, name)}`);
  }

  /** Classes first: an alias is looked at when the file is read, the members of a class are not. */
  text(): string {
    return `${this.#classes.join('\n\n\n')}\n\n\n${this.#aliases.join('\n')}\n`;
  }

  #addClass(name: string, { properties = {}, required = [], description }: Shape): void {
    const members = Object.entries(properties).map(([member, shape]): [string, string] => {
      const type = this.#typeOf(shape, `${name}${camel(member)}`);
      return [member, required.includes(member) ? type : `NotRequired[${type}]`];
    });
    const doc = description === undefined ? [] : [`    """${description}"""\n`];
    const lines = members.map(([member, type]) => `    ${member}: ${type}`);
    this.#classes.push(
      members.some(([member]) => keywords.has(member))
        ? `${name} = TypedDict("${name}", {${members.map(([member, type]) => `"${member}": ${literal(type)}`).join(', ')}})`
        : `class ${name}(TypedDict):\n${[...doc, ...(lines.length > 0 ? lines : ['    pass'])].join('\n')}`,
    );
  }

  #typeOf(shape: Shape, place: string): string {
    const name = refName(shape);
    if (name !== null) return `"${name}"`;
    if (shape.const !== undefined) return shape.const === null ? 'None' : `Literal[${literal(shape.const)}]`;
    if (shape.enum !== undefined) return `Literal[${shape.enum.map(literal).join(', ')}]`;
    const either = shape.anyOf ?? shape.oneOf;
    if (either !== undefined) {
      const isMany = either.filter(({ properties }) => properties !== undefined).length > 1;
      return union(either.map((one, at) => this.#typeOf(one, isMany ? `${place}${at + 1}` : place)));
    }
    if (Array.isArray(shape.type)) return union(shape.type.map((type) => this.#plain(type, shape, place)));
    return shape.type === undefined ? 'Any' : this.#plain(shape.type, shape, place);
  }

  #plain(type: string, shape: Shape, place: string): string {
    switch (type) {
      case 'integer':
        return 'int';
      case 'number':
        return 'float';
      case 'boolean':
        return 'bool';
      case 'null':
        return 'None';
      case 'array':
        return shape.prefixItems === undefined
          ? `List[${this.#typeOf(typeof shape.items === 'object' ? shape.items : {}, place)}]`
          : `Tuple[${shape.prefixItems.map((one, at) => this.#typeOf(one, `${place}${at + 1}`)).join(', ')}]`;
      case 'object': {
        if (shape.properties !== undefined) {
          this.#addClass(place, shape);
          return `"${place}"`;
        }
        const { additionalProperties: rest } = shape;
        return `Dict[str, ${typeof rest === 'object' ? this.#typeOf(rest, place) : 'Any'}]`;
      }
      default:
        return 'str';
    }
  }
}

const keywords = new Set(['from', 'import', 'class', 'def', 'global', 'is', 'in', 'not', 'and', 'or', 'pass', 'None']);

const literal = (value: unknown): string =>
  value === true ? 'True' : value === false ? 'False' : value === null ? 'None' : JSON.stringify(value);

const union = (types: readonly string[]): string => {
  const different = [...new Set(types)];
  return different.length === 1 ? (different[0] ?? 'Any') : `Union[${different.join(', ')}]`;
};

const camel = (name: string): string =>
  name.replaceAll(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const snake = (name: string): string =>
  name.replaceAll(/[A-Z]+(?=[A-Z][a-z])|[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Types of query values, as they may be given. */
const queryTypes: Record<string, string> = { integer: 'int', number: 'float', boolean: 'bool' };

function queryType({ type, enum: choices }: Shape): string {
  if (choices !== undefined) return `Literal[${choices.map(literal).join(', ')}]`;
  return typeof type === 'string' ? (queryTypes[type] ?? 'str') : 'str';
}

function method(operation: ClientOperation): string {
  const { name, path, params, query, body, answer, summary, scope } = operation;
  const byName = query.map(({ name: member, isRequired, shape }) =>
    isRequired ? `${member}: ${queryType(shape)}` : `${member}: Optional[${queryType(shape)}] = None`,
  );
  const taken = [
    'self',
    ...params.map((one) => `${one.name}: ${one.isMany ? 'str' : 'Union[str, int]'}`),
    ...(body === null ? [] : [body.isRequired ? `body: ${body.schema}` : `body: Optional[${body.schema}] = None`]),
    ...(byName.length > 0 ? ['*', ...byName] : []),
  ];
  const result = answer.kind === 'json' ? answer.schema : answer.kind === 'text' ? 'str' : 'bytes';
  const caller = answer.kind === 'json' ? '_json' : answer.kind === 'text' ? '_string' : '_send';
  const address = path.replaceAll(/\{(\w+)\}/g, (_, variable: string) => {
    const isMany = params.some((one) => one.name === variable && one.isMany);
    return `{${isMany ? '_parts' : '_part'}(${variable})}`;
  });
  const given = [
    `"${operation.method}"`,
    params.length === 0 ? `"${path}"` : `f"${address}"`,
    ...(query.length > 0
      ? [`{${query.map((one) => `"${one.name}": ${one.name}`).join(', ')}}`]
      : body === null
        ? []
        : ['None']),
    ...(body === null ? [] : ['body']),
  ];
  return `${wrapped(`    def ${snake(name)}(`, taken, `) -> ${result}:`)}
        """${summary}. ${scope === null ? 'Needs no token' : `Scope: ${scope}`}."""
${
  answer.kind === 'json'
    ? `${wrapped(`        answer: ${result} = self.${caller}(`, given, ')')}\n        return answer`
    : wrapped(`        return self.${caller}(`, given, ')')
}`;
}

const WIDTH = 120;

/** One line where it fits, else a line for each part. */
function wrapped(head: string, parts: readonly string[], tail: string): string {
  const line = `${head}${parts.join(', ')}${tail}`;
  if (line.length <= WIDTH) return line;
  const indent = ' '.repeat(head.length - head.trimStart().length);
  return `${head}\n${parts.map((part) => `${indent}    ${part},\n`).join('')}${indent}${tail}`;
}
