import type { WebhookUrl } from "./webhook-caller.ts";

/** Where inbound messages go, and where a status callback to one of the server's URLs really goes. */
export type WebhookTarget = {
  set: (url: WebhookUrl) => void;
  inbound(): { signedUrl: string; callUrl: string };
  reachable(signedUrl: string): string;
};

export function createWebhookTarget(): WebhookTarget {
  let target: { signedUrl: string; callUrl: string } | undefined;
  return {
    set(url) {
      target = typeof url === "string" ? { signedUrl: url, callUrl: url } : url;
    },
    inbound() {
      if (!target) throw new Error("Say first where messages go: standIn.deliverTo(webhookUrl).");
      return target;
    },
    reachable: (signedUrl) => (target ? translated(signedUrl, target) : signedUrl),
  };
}

/** Swaps the public origin, and the path a proxy takes off, for where the server listens. */
function translated(url: string, target: { signedUrl: string; callUrl: string }): string {
  const signed = new URL(target.signedUrl);
  const called = new URL(target.callUrl);
  const wanted = new URL(url);
  if (wanted.origin !== signed.origin) return url;
  const prefix = signed.pathname.endsWith(called.pathname)
    ? signed.pathname.slice(0, -called.pathname.length)
    : "";
  return called.origin + wanted.pathname.slice(prefix.length) + wanted.search;
}
