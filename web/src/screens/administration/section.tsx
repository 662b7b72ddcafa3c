// A part of administration: what it is for, what can be done, what there is.
import { Button, Typography } from "antd";
import type { ReactNode } from "react";

interface Props {
    title?: string;
    lead: ReactNode;
    actions?: ReactNode;
    children: ReactNode;
}

interface Paged {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
}

/** What a list has before its last page, when somebody wants it. */
export function More({ of, children }: { of: Paged; children: ReactNode }) {
    if (!of.hasNextPage) return null;
    return (
        <Button
            className="center"
            loading={of.isFetchingNextPage}
            onClick={() => of.fetchNextPage()}
        >
            {children}
        </Button>
    );
}

export function Section({ title, lead, actions, children }: Props) {
    return (
        <section className="stack">
            <div className="section-head">
                <div className="section-lead">
                    {title && <Typography.Title level={2}>{title}</Typography.Title>}
                    <span className="quiet">{lead}</span>
                </div>
                {actions && <div className="row wrap">{actions}</div>}
            </div>
            {children}
        </section>
    );
}
