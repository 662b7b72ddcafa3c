// One review in the queue: what was found, its first words, and when it must be done.
import { Tag } from "antd";
import { Link } from "react-router";
import { Due, Moment } from "../../kit/due";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { Stars, VerdictTag } from "./marks";
import { isDraft, type ReviewRow } from "./queries";
import { reviewWords } from "./words";

export const ROW_HEIGHT = 74;

export function Row({ row, to }: { row: ReviewRow; to: string }) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const about = [
        row.ground ? say("ground", row.ground) : row.causes.map((one) => say("cause", one))[0],
        row.buyer,
        row.item,
    ].filter(Boolean);
    const words = row.is_erased ? t.erased : row.excerpt || t.noText;
    return (
        <Link to={to} className="review-row" tabIndex={-1}>
            <span className="row">
                <VerdictTag verdict={row.verdict} />
                <Stars count={row.stars} />
                <span className="grow" />
                {row.state !== "new" ? (
                    <Tag>{isDraft(row) ? t.reportDraft : say("state", row.state)}</Tag>
                ) : row.due && row.reportable ? (
                    <span className="small">
                        <Due due={row.due} isExact={false} />
                    </span>
                ) : (
                    row.made_at && (
                        <span className="quiet small">
                            <Moment at={row.made_at} />
                        </span>
                    )
                )}
            </span>
            <span className="one-line" title={words}>
                {words}
            </span>
            <span className="one-line quiet small" title={about.join(" · ")}>
                {about.join(" · ")}
            </span>
        </Link>
    );
}
