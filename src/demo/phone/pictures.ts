import type { RequestHandler } from "express";
import type { Provider } from "./provider.ts";

type Dependencies = {
  provider: Pick<Provider, "pictureUrl">;
  contacts: { address: string }[];
  /** Where the pictures of the server's public address can be had on this machine. */
  reachable: (url: string) => string;
};

/** A picture of a reply, fetched as WhatsApp fetches it, so that the page talks to nobody else. */
export function createPictures({ provider, contacts, reachable }: Dependencies): RequestHandler {
  return async function picture(request, response) {
    const url = urlOf(String(request.params["sid"]), Number(request.params["index"]));
    const found = url && (await fetch(reachable(url), { signal: AbortSignal.timeout(10_000) }));
    const contentType = (found && found.headers.get("content-type")) || "";
    if (!found || !found.ok || !contentType.startsWith("image/")) {
      response.status(404).end();
      return;
    }
    response.type(contentType).end(Buffer.from(await found.arrayBuffer()));
  };

  function urlOf(id: string, index: number): string | undefined {
    return contacts
      .map(({ address }) => provider.pictureUrl({ address, id, index }))
      .find((url) => url !== undefined);
  }
}
