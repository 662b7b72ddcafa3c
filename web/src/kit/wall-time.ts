// Between an instant and what the clock on the wall of the shop shows, as fields of date and time
// have it ("2026-05-12T10:00").

function offsetAt(instant: number, zone: string): number {
    const parts = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
    }).formatToParts(instant);
    const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
    const wall = Date.UTC(
        of("year"),
        of("month") - 1,
        of("day"),
        of("hour"),
        of("minute"),
        of("second"),
    );
    return wall - Math.floor(instant / 1000) * 1000;
}

/** The instant at which the wall shows this; empty where it is no time. */
export function instantOf(wall: string, zone: string): string {
    const asUtc = Date.parse(`${wall}Z`);
    if (Number.isNaN(asUtc)) return "";
    const first = asUtc - offsetAt(asUtc, zone);
    const instant = asUtc - offsetAt(first, zone);
    return new Date(instant).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function wallOf(instant: string, zone: string): string {
    const at = Date.parse(instant);
    if (Number.isNaN(at)) return "";
    return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}
