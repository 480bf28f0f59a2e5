import { Agent, buildConnector, type Dispatcher } from "undici";
import { createConnectOutside, type OutsideOptions } from "./connect-outside.ts";
import { Failure } from "../errors.ts";
import { asHttpFailure, HttpFailure } from "./http-failure.ts";

export type HttpRequest = {
  method: "GET" | "POST";
  url: string | URL;
  headers?: Record<string, string>;
  body?: string;
  /**
   * The address came from somebody else (a webhook, an answer, a redirect): only https, and only to
   * public addresses. Base URLs of the settings are trusted as they are.
   */
  outside?: boolean;
  /** Longest wait for the head of the response, and between two pieces of its body. */
  idleMs: number;
  /** Longest time for the whole exchange, body included: a body that drips never trips `idleMs`. */
  totalMs: number;
  /** Most bytes of body that are read. */
  maxBytes: number;
  signal?: AbortSignal;
};

export type HttpResponse = {
  status: number;
  /** Lower-case names; of a repeated header the first value. */
  headers: Record<string, string>;
  setCookies: string[];
  /** The body as it comes. Read it to the end, or call `discard`. */
  body: AsyncIterable<Uint8Array>;
  bytes(): Promise<Buffer>;
  text(): Promise<string>;
  discard(): void;
};

export type Http = {
  /** Sends one request and resolves with the head of the response. Redirects are not followed. Throws `HttpFailure`. */
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
};

/**
 * The only place that opens outgoing connections, so that deadlines and limits hold everywhere.
 * Those to addresses that others gave have an agent of their own: it never shares a connection
 * with the trusted ones.
 */
export function createHttp(options: Partial<OutsideOptions> = {}): Http {
  const { connectMs = 10_000 } = options;
  const agents = {
    trusted: createAgent(buildConnector({ timeout: connectMs, allowH2: false })),
    outside: createAgent(createConnectOutside({ ...options, connectMs })),
  };
  return {
    request: (request) => send(agents, request),
    async close() {
      await Promise.all([agents.trusted.destroy(), agents.outside.destroy()]);
    },
  };
}

function createAgent(connect: buildConnector.connector): Agent {
  return new Agent({
    connect: failingAsUnsent(connect),
    // One waiting answer is one open stream: the number of connections is limited by who asks.
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    // Over HTTP/2 undici sends a refused request again by itself, and many share one connection.
    allowH2: false,
  });
}

/** Whatever goes wrong before a connection stands, its TLS included: no byte of a request has left. */
function failingAsUnsent(connect: buildConnector.connector): buildConnector.connector {
  return function connectOrFail(options, callback) {
    connect(options, (error, socket) => {
      if (!error) return callback(null, socket);
      const isPrivate = error instanceof Failure && error.code === "private_address";
      const code = isPrivate ? error.code : "not_connected";
      callback(new HttpFailure(code, "no", error), null);
    });
  };
}

type Agents = { trusted: Agent; outside: Agent };

async function send(agents: Agents, request: HttpRequest): Promise<HttpResponse> {
  const end = createEnd(request);
  try {
    const url = new URL(request.url);
    const response = await agentFor(url, request, agents).request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      // Without it a server may compress as it likes, and what is compressed is not read.
      headers: { "accept-encoding": "identity", ...request.headers },
      body: request.body ?? null,
      headersTimeout: request.idleMs,
      bodyTimeout: request.idleMs,
      signal: end.signal,
    });
    return opened(response, request, end);
  } catch (error) {
    end.reached();
    // Who aborts may give any reason; it is theirs, not the network's.
    if (request.signal?.aborted) throw new HttpFailure("aborted", "maybe", error);
    throw asHttpFailure(error);
  }
}

/** How an exchange is ended from outside: at its deadline, or when its caller says so. */
type End = {
  signal: AbortSignal;
  /** It is over: nothing of it stays behind at a caller's signal, which may live for ever. */
  reached(): void;
};

function createEnd({ totalMs, signal }: HttpRequest): End {
  const aborter = new AbortController();
  const timer = setTimeout(() => abort(new HttpFailure("deadline", "maybe")), totalMs);
  // Not AbortSignal.any: its weak references kept the garbage collector busy.
  const follow = () => abort(signal?.reason);
  if (signal?.aborted) follow();
  else signal?.addEventListener("abort", follow);
  return { signal: aborter.signal, reached };

  function abort(reason: unknown) {
    reached();
    aborter.abort(reason);
  }

  function reached() {
    clearTimeout(timer);
    signal?.removeEventListener("abort", follow);
  }
}

function agentFor(url: URL, { outside }: HttpRequest, agents: Agents): Agent {
  if (!outside) return agents.trusted;
  if (url.protocol !== "https:") throw new HttpFailure("not_https", "no");
  return agents.outside;
}

function opened(response: Dispatcher.ResponseData, request: HttpRequest, end: End): HttpResponse {
  const body = counted(response, request.maxBytes, end);
  return {
    status: response.statusCode,
    headers: firstValues(response.headers),
    setCookies: [response.headers["set-cookie"] ?? []].flat(),
    body,
    bytes: () => bytesOf(body),
    text: async () => (await bytesOf(body)).toString("utf8"),
    discard() {
      end.reached();
      response.body.on("error", () => {}).destroy();
    },
  };
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* counted(
  response: Dispatcher.ResponseData,
  maxBytes: number,
  end: End,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    // We never ask for compression, so that what is counted is what is read: inflated, a few
    // bytes can become any number. Who compresses all the same is not read at all.
    const encoding = response.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") throw new HttpFailure("encoded", "maybe");
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw new HttpFailure("too_large", "maybe");
      yield piece;
    }
  } catch (error) {
    throw asHttpFailure(error);
  } finally {
    end.reached();
    response.body.on("error", () => {}).destroy();
  }
}

function firstValues(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name] = one;
  }
  return first;
}
