/** One answered request, as the metrics count it. */
export interface RequestSample {
  method: string;
  /** Pattern of the route with its prefix, e.g. `/api/logs/:name`; `other` for paths no route has. */
  route: string;
  /** HTTP status. */
  status: number;
  seconds: number;
}

/** What is true only at the moment of the question. */
export interface MetricsMoment {
  /** Open WebSocket connections. */
  liveClients: number;
}
