import { TINY_IMAGE } from "../tiny-image.ts";

/** What a contact can send. Media is `bytes`, or a small stand-in file. */
export type InboundContent =
  | { kind: "text"; text: string; replyTo?: string }
  | { kind: "button"; text: string; payload: string; replyTo?: string }
  | { kind: "location"; latitude: number; longitude: number; label?: string; address?: string }
  | ({ kind: "image" | "voice" | "contacts"; text: string } & Required<Media>);

type Media = { bytes?: Buffer; contentType?: string };

/** As a test writes it: everything that does not matter to it is left out. */
export type Sendable =
  | { kind: "button"; text: string; payload?: string; replyTo?: string }
  | { kind: "location"; latitude?: number; longitude?: number; label?: string; address?: string }
  | ({ kind: "image"; caption?: string } & Media)
  | ({ kind: "voice" | "contacts" } & Media);

export function inboundContent(sendable: Sendable): InboundContent {
  switch (sendable.kind) {
    case "button":
      return { payload: sendable.text.toLowerCase(), ...sendable };
    case "location":
      return { latitude: 37.7879277, longitude: -122.3937508, ...sendable };
    case "image":
      return { ...TINY_IMAGE, ...sendable, text: sendable.caption ?? "" };
    case "voice":
      return { bytes: Buffer.from("OggS"), contentType: "audio/ogg", text: "", ...sendable };
    case "contacts":
      return { bytes: VCARD, contentType: "text/vcard", text: "", ...sendable };
    default:
      return sendable satisfies never;
  }
}

const VCARD = Buffer.from("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n");
