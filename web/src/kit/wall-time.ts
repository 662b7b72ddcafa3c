// Between an instant and what the clock on the wall of the shop shows, as fields of date and time
// have it ("2026-05-12T10:00").
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

/** The instant at which the wall shows this; empty where it is no time. */
export function instantOf(wall: string, zone: string): string {
    // dayjs would take the 13th month for January.
    if (Number.isNaN(Date.parse(`${wall}Z`))) return "";
    return dayjs.tz(wall, zone).utc().format();
}

export function wallOf(instant: string, zone: string): string {
    const at = dayjs(new Date(instant));
    return at.isValid() ? at.tz(zone).format("YYYY-MM-DD[T]HH:mm") : "";
}
