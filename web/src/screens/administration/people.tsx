// Who enters the shop, and as what.
import { App, Button, Popconfirm, Select, Switch, Tag } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import type { Role } from "../../api/session";
import { CopyOnce } from "../../kit/copy-once";
import { type Column, DataTable } from "../../kit/data-table";
import { Loaded } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { Invite } from "./invite";
import {
    useChangePerson,
    useDemandSecondFactor,
    useNewLink,
    usePeople,
    useRemovePerson,
} from "./queries";
import { useRoleOptions } from "./role-options";
import { Section } from "./section";
import { adminWords } from "./words";

type Person = Schemas["person"];

function PersonState({ person }: { person: Person }) {
    const t = useWords(adminWords);
    if (person.is_disabled) return <Tag>{t.shut}</Tag>;
    return person.has_password ? (
        <Tag color="success">{t.active}</Tag>
    ) : (
        <Tag color="warning">{t.invited}</Tag>
    );
}

function Roles({ person, mayChange }: { person: Person; mayChange: boolean }) {
    const t = useWords(adminWords);
    const say = useCodes();
    const options = useRoleOptions();
    const change = useChangePerson();
    const { message } = App.useApp();
    const roles = person.roles ?? [];
    if (!mayChange) return <span>{roles.map((role) => say("role", role)).join(" · ")}</span>;
    const set = (next: Role[]) => {
        if (next.length === 0) message.info(t.rolesNeeded);
        else change.mutate({ person: person.id, roles: next });
    };
    return (
        <div className="grow">
            <Select
                className="roles-select"
                mode="multiple"
                value={change.isPending ? change.variables.roles : roles}
                options={options}
                onChange={set}
                loading={change.isPending}
                aria-label={`${t.changeRoles}: ${person.name}`}
            />
            {change.error && <ProblemNote error={change.error} />}
        </div>
    );
}

function Actions({ person, onLink }: { person: Person; onLink: (person: Person) => void }) {
    const t = useWords(adminWords);
    const change = useChangePerson();
    const link = useNewLink();
    const remove = useRemovePerson();
    const failed = change.error ?? link.error ?? remove.error;
    return (
        <div>
            <div className="row-actions">
                <Button
                    size="small"
                    disabled={person.is_disabled || !person.may_link}
                    title={person.may_link ? undefined : t.linkNotYours}
                    loading={link.isPending}
                    onClick={() => link.mutate(person.id, { onSuccess: onLink })}
                >
                    {t.makeLink}
                </Button>
                {person.is_disabled ? (
                    <Button
                        size="small"
                        onClick={() => change.mutate({ person: person.id, is_disabled: false })}
                    >
                        {t.openAccount}
                    </Button>
                ) : (
                    <Popconfirm
                        title={t.shutSure(person.name)}
                        description={t.shutSureHint}
                        onConfirm={() => change.mutate({ person: person.id, is_disabled: true })}
                    >
                        <Button size="small" danger>
                            {t.shutAccount}
                        </Button>
                    </Popconfirm>
                )}
                <Popconfirm
                    title={t.removeSure(person.name)}
                    description={t.removeSureHint}
                    onConfirm={() => remove.mutate(person.id)}
                >
                    <Button size="small" danger>
                        {t.removePerson}
                    </Button>
                </Popconfirm>
            </div>
            {failed && <ProblemNote error={failed} />}
        </div>
    );
}

function FactorDemand() {
    const t = useWords(adminWords);
    const { shop } = useDesk();
    const demand = useDemandSecondFactor();
    const isDemanded = shop.demands_second_factor;
    return (
        <div className="stack">
            <div className="row wrap">
                <Popconfirm
                    title={isDemanded ? t.demandEndSure : t.demandSure}
                    onConfirm={() => demand.mutate(!isDemanded)}
                >
                    <Switch checked={isDemanded} loading={demand.isPending} aria-label={t.demand} />
                </Popconfirm>
                <span>{t.demand}</span>
            </div>
            {demand.error && <ProblemNote error={demand.error} />}
        </div>
    );
}

export default function People() {
    const t = useWords(adminWords);
    const { account } = useDesk();
    const mayManage = useMay()("manage_people");
    const people = usePeople();
    const [isInviting, setInviting] = useState(false);
    const [told, setTold] = useState<Person | null>(null);
    const columns: Column<Person>[] = [
        {
            key: "name",
            title: t.person,
            isHead: true,
            cell: (person) => (
                <span>
                    {person.name}{" "}
                    {person.id === account.id && <span className="quiet small">({t.you})</span>}
                    <div className="quiet small">{person.login}</div>
                </span>
            ),
        },
        {
            key: "roles",
            title: t.roles,
            cell: (person) => <Roles person={person} mayChange={mayManage} />,
        },
        {
            key: "state",
            title: t.state,
            isTight: true,
            cell: (person) => <PersonState person={person} />,
        },
    ];
    if (mayManage)
        columns.push({
            key: "actions",
            title: t.actions,
            isTight: true,
            cell: (person) =>
                person.id === account.id ? null : <Actions person={person} onLink={setTold} />,
        });
    return (
        <Section
            lead={
                <>
                    {t.peopleLead} {!mayManage && t.peopleOnlyOwner}
                </>
            }
            actions={
                mayManage && (
                    <Button type="primary" onClick={() => setInviting(true)}>
                        {t.invite}
                    </Button>
                )
            }
        >
            {told?.link && (
                <CopyOnce
                    title={t.linkTitle(told.name)}
                    hint={t.linkHint(told.login)}
                    secret={told.link}
                    onClose={() => setTold(null)}
                />
            )}
            <Loaded asked={people}>
                {(answer) => (
                    <DataTable
                        caption={t.people}
                        columns={columns}
                        rows={answer.people}
                        keyOf={(person) => person.id}
                    />
                )}
            </Loaded>
            {mayManage && <FactorDemand />}
            <Invite isOpen={isInviting} onClose={() => setInviting(false)} onInvited={setTold} />
        </Section>
    );
}
