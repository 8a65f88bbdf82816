/** Why a request did not give what was asked. `status` 0 = no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  /** Technical detail for the folded part of an error view; may be ''. */
  readonly details: string;
  /** The parsed JSON body, for members of single routes (`code`, `validationErrors`). */
  readonly body: unknown;
  /** Seconds after which it may be tried again, where the server said so. */
  readonly retryAfter: number | null;

  constructor(status: number, error: string, details = '', body: unknown = null, retryAfter: number | null = null) {
    super(error);
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** The text to show for anything that was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The technical detail that belongs to it. */
export function detailOf(error: unknown): string {
  if (error instanceof ApiError)
    return [error.status > 0 ? `HTTP ${error.status}` : '', error.details].filter(Boolean).join('\n');
  return error instanceof Error ? (error.stack ?? '') : '';
}
