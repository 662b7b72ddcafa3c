// A field for a moment, a day or a time of day, in the language of the desk rather than that of the
// browser. Its value is what the clock on the wall of the shop shows: "2026-05-12T10:00".
import { DatePicker, TimePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat";
import "dayjs/locale/zh-cn";
import { timeNow } from "../api/clock";
import { useDesk } from "../api/desk";
import { IS_INSTANT } from "./schema-values";
import { wallOf } from "./wall-time";

dayjs.extend(customParseFormat);

export type WhenType = "moment" | "date" | "time";

const KEPT: Record<WhenType, string> = {
    moment: "YYYY-MM-DD[T]HH:mm",
    date: "YYYY-MM-DD",
    time: "HH:mm",
};
const SHOWN: Record<WhenType, string> = { ...KEPT, moment: "YYYY-MM-DD HH:mm" };

interface Props {
    type?: WhenType;
    value?: string | undefined;
    onChange?: (value: string | undefined) => void;
    id?: string;
    "aria-label"?: string;
    className?: string;
}

export function WhenField({ type = "moment", value, onChange, className, ...rest }: Props) {
    const { shop } = useDesk();
    const wall = value && IS_INSTANT.test(value) ? wallOf(value, shop.zone) : value;
    const at = wall ? dayjs(wall, KEPT[type]) : null;
    // The calendar opens at the time of the shop, whatever that of the browser.
    const now = dayjs(wallOf(new Date(timeNow()).toISOString(), shop.zone), KEPT.moment);
    const shared = {
        ...rest,
        defaultPickerValue: now,
        showNow: false,
        className: `when-field ${className ?? ""}`,
        value: at?.isValid() ? at : null,
        onChange: (next: Dayjs | null) => onChange?.(next?.format(KEPT[type]) ?? undefined),
        format: SHOWN[type],
        placeholder: SHOWN[type],
        needConfirm: false,
    };
    if (type === "time") return <TimePicker {...shared} />;
    return <DatePicker {...shared} showTime={type === "moment" && { format: "HH:mm" }} />;
}
