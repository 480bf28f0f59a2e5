/** What an endpoint answers. */
export type Reply = {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
  /** Runs when the answer is out. */
  afterwards?: () => void;
};

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json;charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}
