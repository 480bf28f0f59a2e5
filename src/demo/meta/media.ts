import { createHash, randomInt, randomUUID } from "node:crypto";
import { json, type Reply } from "../reply.ts";
import { errorReply } from "./reply.ts";

export type MediaFile = { bytes: Buffer; contentType: string };

export type MediaStore = {
  /** Keeps a file a contact sent, for 7 days, and gives what a webhook says of it. */
  keep(file: MediaFile): { mime_type: string; sha256: string; id: string; url: string };
  /** `GET /{media id}`: never the bytes, but an address of them that lives for 5 minutes. */
  locate(id: string): Reply;
  /** The bytes. */
  download(token: string): Reply;
};

export function createMediaStore(baseUrl: string): MediaStore {
  const files = new Map<string, MediaFile & { until: number }>();
  const links = new Map<string, MediaFile & { until: number }>();
  return {
    keep(file) {
      const id = String(randomInt(10 ** 14, 2 ** 48 - 1));
      files.set(id, { ...file, until: Date.now() + FILE_MS });
      return { mime_type: file.contentType, sha256: sha256Of(file), id, url: linkTo(file) };
    },
    locate(id) {
      const file = alive(files.get(id));
      if (!file)
        return errorReply(100, { subcode: 33, details: `There is no object with ID ${id}` });
      return json(200, {
        messaging_product: "whatsapp",
        url: linkTo(file),
        mime_type: file.contentType,
        sha256: sha256Of(file),
        file_size: String(file.bytes.length),
        id,
      });
    },
    download(token) {
      const file = alive(links.get(token));
      if (!file) return { status: 404, body: "" };
      return { status: 200, headers: { "Content-Type": file.contentType }, body: file.bytes };
    },
  };

  function linkTo(file: MediaFile): string {
    const token = randomUUID();
    links.set(token, { ...file, until: Date.now() + LINK_MS });
    return `${baseUrl}/whatsapp_business/attachments/?mid=${token}`;
  }
}

function alive<T extends { until: number }>(kept: T | undefined): T | undefined {
  return kept && Date.now() < kept.until ? kept : undefined;
}

function sha256Of({ bytes }: MediaFile): string {
  return createHash("sha256").update(bytes).digest("base64");
}

const LINK_MS = 5 * 60 * 1000;
const FILE_MS = 7 * 24 * 60 * 60 * 1000;
