// Bytes as the server says them: base64url without padding.
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

export function fromBytes(bytes: ArrayBuffer): string {
    const plain = String.fromCharCode(...new Uint8Array(bytes));
    return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
