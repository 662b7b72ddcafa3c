// Small marks of a review: what was found, and how it stands.
import { Tag } from "antd";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import type { ReviewRow } from "./queries";
import { reviewWords } from "./words";

const VERDICT_COLOR: Record<ReviewRow["verdict"], string> = {
    malicious: "error",
    unclear: "warning",
    genuine: "default",
};

export function VerdictTag({ verdict }: { verdict: ReviewRow["verdict"] }) {
    const say = useCodes();
    return <Tag color={VERDICT_COLOR[verdict]}>{say("verdict", verdict)}</Tag>;
}

export function Stars({ count }: { count: number | null }) {
    const t = useWords(reviewWords);
    if (count === null) return null;
    return (
        <span
            className="review-stars"
            role="img"
            aria-label={t.stars(count)}
            title={t.stars(count)}
        >
            {"★".repeat(count)}
            <span className="quiet">{"☆".repeat(Math.max(0, 5 - count))}</span>
        </span>
    );
}
