// One's own calendar of the shop's deadlines: an address, a user name and a secret to subscribe with.
import { Alert, Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { CopyButton } from "../../kit/copy";
import { CopyOnce } from "../../kit/copy-once";
import { Loaded } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useTimes } from "../../kit/time";
import { useWords } from "../../words/words";
import { useEndFeed, useFeed, useMakeFeed } from "./queries";
import { Section } from "./section";
import { adminWords } from "./words";

type OwnFeed = Schemas["own_feed"];

function Told({ label, text }: { label: string; text: string }) {
    return (
        <div className="row wrap">
            <span className="quiet">{label}</span>
            <Input className="grow" value={text} readOnly aria-label={label} />
            <CopyButton text={text} />
        </div>
    );
}

/** What goes with the secret, and may be read again. */
function Where({ feed }: { feed: Schemas["feed"] }) {
    const t = useWords(adminWords);
    if (feed.is_ended) return <Alert type="warning" showIcon title={t.feedEnded} />;
    return (
        <>
            {feed.url && <Told label={t.feedAddress} text={feed.url} />}
            {feed.user && <Told label={t.feedUser} text={feed.user} />}
        </>
    );
}

interface MakeProps {
    own: OwnFeed;
    isSending: boolean;
    onMake: (isInAddress: boolean) => void;
    onEnd: () => void;
}

function Actions({ own, isSending, onMake, onEnd }: MakeProps) {
    const t = useWords(adminWords);
    const { feed, may_make, may_hold_secret } = own;
    return (
        <div className="row wrap">
            {may_make && !feed && (
                <Button loading={isSending} onClick={() => onMake(false)}>
                    {t.makeFeed}
                </Button>
            )}
            {may_make && feed && (
                <Popconfirm title={t.feedSure} onConfirm={() => onMake(false)}>
                    <Button loading={isSending}>{t.renewFeed}</Button>
                </Popconfirm>
            )}
            {may_make && may_hold_secret && (
                <Popconfirm
                    title={t.feedInAddressSure}
                    description={t.feedInAddressWhy}
                    onConfirm={() => onMake(true)}
                >
                    <Button loading={isSending}>{t.makeFeedInAddress}</Button>
                </Popconfirm>
            )}
            {feed && (
                <Button danger onClick={onEnd}>
                    {t.endFeed}
                </Button>
            )}
        </div>
    );
}

export function Feed() {
    const t = useWords(adminWords);
    const times = useTimes();
    const feed = useFeed();
    const make = useMakeFeed();
    const end = useEndFeed();
    const [made, setMade] = useState<Schemas["feed"] | null>(null);
    const failed = make.error ?? end.error;
    const told = made?.secret ?? made?.url;
    return (
        <Section title={t.feed} lead={t.feedLead}>
            {made && told && (
                <CopyOnce
                    title={made.secret ? t.feedSecret : t.feedWhole}
                    hint={made.secret ? t.feedSecretHint : t.feedWholeHint}
                    secret={told}
                    onClose={() => setMade(null)}
                />
            )}
            {failed && <ProblemNote error={failed} />}
            <Loaded asked={feed}>
                {(own) =>
                    !own.may_make && !own.feed ? (
                        <p className="quiet">{t.feedNotYours}</p>
                    ) : (
                        <>
                            <span>
                                {own.feed ? t.feedSince(times.moment(own.feed.made_at)) : t.noFeed}
                            </span>
                            {own.feed && <Where feed={own.feed} />}
                            <Actions
                                own={own}
                                isSending={make.isPending}
                                onMake={(isInAddress) =>
                                    make.mutate(isInAddress, { onSuccess: setMade })
                                }
                                onEnd={() =>
                                    end.mutate(undefined, { onSuccess: () => setMade(null) })
                                }
                            />
                        </>
                    )
                }
            </Loaded>
        </Section>
    );
}
