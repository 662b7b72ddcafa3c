// The text of a file that somebody chose, where it is one: tables come in UTF-8 or, from older programs,
// in GB 18030.
const BYTES_MAX = 2_000_000;
const IS_TEXT = /\.(csv|tsv|txt)$/i;

/** null: not a text, or too long to be read here. */
export async function textOf(file: File): Promise<string | null> {
    if (file.size > BYTES_MAX || !(file.type.startsWith("text/") || IS_TEXT.test(file.name)))
        return null;
    const bytes = await file.arrayBuffer();
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return new TextDecoder("gb18030").decode(bytes);
    }
}
