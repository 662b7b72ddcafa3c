import { Spin } from "antd";
import { useWords } from "../words/words";
import { kitWords } from "./words";

/** While a screen's own code is on its way. */
export function Waiting() {
    const t = useWords(kitWords);
    return (
        <div className="waiting" role="status" aria-label={t.loading}>
            <Spin />
        </div>
    );
}
