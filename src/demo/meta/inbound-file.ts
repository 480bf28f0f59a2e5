import { TINY_IMAGE } from "../tiny-image.ts";
import type { MediaFile, MediaStore } from "./media.ts";

/** A file that a contact sends; a small stand-in file when its bytes do not matter. */
export type SendableFile = { bytes?: Buffer; contentType?: string } & (
  | { kind: "image" | "video"; caption?: string }
  | { kind: "document"; caption?: string; filename?: string }
  /** `voice` was spoken for this chat, `audio` is a file. */
  | { kind: "voice" | "audio" | "sticker" }
);

export function fileJson(sendable: SendableFile, media: Pick<MediaStore, "keep">) {
  const { kind, bytes, contentType, ...words } = sendable;

  const kept = media.keep({
    bytes: bytes ?? SMALL[kind].bytes,
    contentType: contentType ?? SMALL[kind].contentType,
  });
  const type = kind === "voice" ? "audio" : kind;
  return { type, [type]: { ...words, ...kept, ...(kind === "voice" && { voice: true }) } };
}

const SMALL: Record<SendableFile["kind"], MediaFile> = {
  image: TINY_IMAGE,
  video: { bytes: Buffer.from("ftypmp42"), contentType: "video/mp4" },
  document: { bytes: Buffer.from("%PDF-1.7\n"), contentType: "application/pdf" },
  voice: { bytes: Buffer.from("OggS"), contentType: "audio/ogg; codecs=opus" },
  audio: { bytes: Buffer.from("ID3"), contentType: "audio/mpeg" },
  sticker: { bytes: Buffer.from("RIFF"), contentType: "image/webp" },
};
