// Under which name a file goes into the shop's folder, and how large it is in words.

const LONE_CHAT = /\.(txt|jsonl)(\.gz)?$/i;
const LONE_REVIEWS = /^(reviews|traderates|feeds|评价)/i;

/** What was dropped is the shop's folder or lies in it: the folder's own name says nothing. */
export function nameInFolder(path: string): string {
    const parts = path.split("/").filter(Boolean);
    const name = parts.at(-1) ?? "";
    const folder = parts.at(-2);
    if (folder && isKnownFolder(folder)) return `${folder}/${name}`;
    const isChat = LONE_CHAT.test(name) && !LONE_REVIEWS.test(name);
    return isChat ? `chats/${name}` : name;
}

const isKnownFolder = (folder: string) => /^(chats|聊天记录)$/i.test(folder);

/** What systems leave in folders is nobody's file. */
export const isOurs = (path: string) =>
    !path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

const UNITS = ["B", "KiB", "MiB", "GiB"];
export function sizeOf(bytes: number): string {
    let size = bytes;
    let unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
        size /= 1024;
        unit++;
    }
    return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
