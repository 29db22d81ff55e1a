import { describe, expect, it } from "vitest";
import { MOST_BYTES, refusalOf } from "./kinds";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe("what a file is", () => {
  it.each([
    ["a JPEG", "\xff\xd8\xff\xe0"],
    ["a PNG", "\x89PNG\r\n\x1a\n"],
    ["a WebP", "RIFF\x10\0\0\0WEBPVP8 "],
    ["a TIFF or a camera's RAW", "II*\0\x10\0\0\0CR"],
    ["a HEIC of a phone", "\0\0\0\x18ftypheic"],
    ["a CR3", "\0\0\0\x18ftypcrx "],
    ["a RAF", "FUJIFILMCCD-RAW 0201"],
  ])("takes %s", (_, head) => {
    expect(refusalOf(1000, bytes(head))).toBeUndefined();
  });

  it.each([
    ["pdf", "%PDF-1.7"],
    ["film", "\0\0\0\x18ftypqt  "],
    ["archive", "PK\x03\x04"],
    ["page", "<!DOCTYPE html>"],
    ["picture", "GIF89a"],
    ["unknown", "hello"],
  ])("says %s by the bytes", (refusal, head) => {
    expect(refusalOf(1000, bytes(head))).toBe(refusal);
  });

  it("refuses what has no bytes or too many", () => {
    expect(refusalOf(0, bytes(""))).toBe("empty");
    expect(refusalOf(MOST_BYTES + 1, bytes("\xff\xd8\xff"))).toBe("tooLarge");
    expect(refusalOf(MOST_BYTES, bytes("\xff\xd8\xff"))).toBeUndefined();
  });
});
