import { randomUUID } from "node:crypto";
import type { Reply } from "../reply.ts";
import { errorReply } from "./reply.ts";
import { newSid } from "./sid.ts";

export type MediaFile = { bytes: Buffer; contentType: string };

export type MediaStore = {
  /** Keeps a file a contact sent and gives the sid of the media. */
  keep(messageSid: string, file: MediaFile): string;
  /** `GET Messages/{sid}/Media/{sid}`: never the bytes, always a redirect to the short-lived address of them. */
  locate(messageSid: string, mediaSid: string, baseUrl: string): Reply;
  /** The bytes; like S3, refuses a request that shows a second kind of credentials. */
  download(token: string, authorization: string | undefined): Reply;
};

export function createMediaStore(): MediaStore {
  const files = new Map<string, MediaFile>();
  const shortLived = new Map<string, MediaFile>();
  return {
    keep(messageSid, file) {
      const sid = newSid("ME");
      files.set(`${messageSid}/${sid}`, file);
      return sid;
    },
    locate(messageSid, mediaSid, baseUrl) {
      const file = files.get(`${messageSid}/${mediaSid}`);
      if (!file) return errorReply(20404);
      const token = randomUUID();
      shortLived.set(token, file);
      return { status: 302, headers: { Location: `${baseUrl}/cdn/${token}` }, body: "" };
    },
    download(token, authorization) {
      const file = shortLived.get(token);
      if (authorization !== undefined) return { status: 400, body: "InvalidArgument" };
      if (!file) return { status: 403, body: "Expired" };
      return { status: 200, headers: { "Content-Type": file.contentType }, body: file.bytes };
    },
  };
}
