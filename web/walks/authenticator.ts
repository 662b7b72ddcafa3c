// An authenticator app (RFC 6238). It goes by the wall clock, whatever time the desk is at.
import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648
const STEP_MS = 30_000;

/** `steps`: so many codes from that of now; a server takes those of -1 to 1, each later than the last. */
export function codeOf(secret: string, steps = 0): string {
    const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0"));
    const bytes = bits.join("").match(/.{8}/g) ?? [];
    const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + steps));
    const mac = createHmac("sha1", key).update(counter).digest();
    const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
}
