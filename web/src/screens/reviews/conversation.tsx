// The conversation about the order, as it was: who said what and when, what counts lit, gaps shown.
import { LitText } from "../../kit/lit-text";
import { Nothing } from "../../kit/page";
import { useTimes } from "../../kit/time";
import { kitWords } from "../../kit/words";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import type { Dossier, Finding } from "./queries";
import { useSpansOf } from "./texts";
import { reviewWords } from "./words";

type Conversation = Dossier["conversations"][number];
type Message = Conversation["messages"][number];

export function Conversations({ finding, dossier }: { finding: Finding; dossier: Dossier | null }) {
    const t = useWords(reviewWords);
    const kit = useWords(kitWords);
    const all = dossier?.conversations ?? [];
    return (
        <section className="panel" aria-label={t.chat}>
            <h2>{t.chat}</h2>
            {all.length === 0 && <Nothing title={t.noChat} hint={t.noChatHint} />}
            {all.map((one) => (
                <div key={one.id} className="talk">
                    <p className="quiet small row wrap">
                        <span>
                            {one.reference ? `${t.reference} ${one.reference}` : t.noReference}
                        </span>
                        <span>{kit.source(one.source.file, one.source.line)}</span>
                    </p>
                    <ol className="talk-turns" ref={showLit} tabIndex={0} aria-label={t.chat}>
                        {one.messages.map((message, index) => (
                            <Turn
                                // biome-ignore lint/suspicious/noArrayIndexKey: messages never move
                                key={index}
                                message={message}
                                before={one.messages[index - 1]}
                                spans={finding.spans}
                            />
                        ))}
                    </ol>
                    {one.left_out > 0 && <p className="quiet small">{t.leftOut(one.left_out)}</p>}
                </div>
            ))}
        </section>
    );
}

/** The first words that count stand in sight, without moving anything else. */
function showLit(list: HTMLElement | null) {
    const turn = list?.querySelector("mark")?.closest("li");
    if (list && turn) list.scrollTop = Math.max(0, turn.offsetTop - list.clientHeight / 3);
}

interface TurnProps {
    message: Message;
    before: Message | undefined;
    spans: Finding["spans"];
}

function Turn({ message, before, spans }: TurnProps) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const times = useTimes();
    const spansOf = useSpansOf(spans);
    const at = message.at && times.moment(message.at);
    const isNewTime = message.at !== before?.at;
    return (
        <li className={`talk-turn talk-${message.who}`}>
            {(isNewTime || message.who !== before?.who) && (
                <span className="quiet small">
                    {say("speaker", message.who)}
                    {isNewTime && at && ` · ${at}`}
                </span>
            )}
            <span className="talk-words quote">
                <LitText
                    text={message.text}
                    spans={message.turn === null ? [] : spansOf("chat", message.turn)}
                />
            </span>
            {message.gap_after && <span className="talk-gap small">{t.gap}</span>}
        </li>
    );
}
