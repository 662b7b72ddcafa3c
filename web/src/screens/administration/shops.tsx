// The shop's own name and zone, all shops of the person, and another one.
import { App, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useDesk, useMay } from "../../api/desk";
import { DataTable } from "../../kit/data-table";
import { FormModal } from "../../kit/form-modal";
import { ProblemNote } from "../../kit/problem-note";
import { codesOf, useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { useAddShop, useChangeShop } from "./queries";
import { Section } from "./section";
import { adminWords } from "./words";

const ZONES = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone }));
const ZONE = "Asia/Shanghai";

function ZoneSelect(props: { id?: string; value?: string; onChange?: (zone: string) => void }) {
    return <Select showSearch options={ZONES} {...props} />;
}

function ChangeShop() {
    const t = useWords(adminWords);
    const { shop } = useDesk();
    const change = useChangeShop();
    const { message } = App.useApp();
    return (
        <Form
            key={shop.id}
            className="panel narrow-form"
            layout="vertical"
            requiredMark={false}
            initialValues={{ name: shop.name, zone: shop.zone }}
            onFinish={(body: Schemas["shop_change"]) =>
                change.mutate(body, { onSuccess: () => message.success(t.saved) })
            }
        >
            <ShopName />
            <Form.Item name="zone" label={t.zone}>
                <ZoneSelect />
            </Form.Item>
            {change.error && <ProblemNote error={change.error} />}
            <Button type="primary" htmlType="submit" loading={change.isPending}>
                {t.save}
            </Button>
        </Form>
    );
}

function ShopName() {
    const t = useWords(adminWords);
    return (
        <Form.Item name="name" label={t.shopName} rules={[{ required: true, message: t.needed }]}>
            <Input />
        </Form.Item>
    );
}

function AddShop({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
    const t = useWords(adminWords);
    const say = useCodes();
    const add = useAddShop();
    const send = (body: Schemas["new_shop"], made: () => void) =>
        add.mutate(body, { onSuccess: made });
    return (
        <FormModal<Schemas["new_shop"]>
            isOpen={isOpen}
            title={t.openShop}
            first={{ platform: "taobao", zone: ZONE }}
            error={add.error}
            isSending={add.isPending}
            onSend={send}
            onClose={onClose}
        >
            <ShopName />
            <Form.Item name="platform" label={t.platform}>
                <Select
                    options={codesOf("platform").map((value) => ({
                        value,
                        label: say("platform", value),
                    }))}
                />
            </Form.Item>
            <Form.Item name="zone" label={t.zone}>
                <ZoneSelect />
            </Form.Item>
        </FormModal>
    );
}

export default function Shops() {
    const t = useWords(adminWords);
    const say = useCodes();
    const { shop, shops } = useDesk();
    const isOwner = useMay()("manage_people");
    const [isAdding, setAdding] = useState(false);
    return (
        <Section
            lead={t.shopLead}
            actions={isOwner && <Button onClick={() => setAdding(true)}>{t.openShop}</Button>}
        >
            {isOwner && <ChangeShop />}
            <DataTable
                caption={t.allShops}
                rows={shops}
                keyOf={(one) => one.id}
                columns={[
                    { key: "name", title: t.shopName, isHead: true, cell: (one) => one.name },
                    {
                        key: "platform",
                        title: t.platform,
                        cell: (one) => say("platform", one.platform),
                    },
                    { key: "zone", title: t.zone, cell: (one) => one.zone },
                    {
                        key: "go",
                        title: t.goThere,
                        isTight: true,
                        cell: (one) =>
                            one.id === shop.id ? (
                                <span className="quiet">{t.here}</span>
                            ) : (
                                <Link to={`/s/${one.id}/administration/shop`}>{t.goThere}</Link>
                            ),
                    },
                ]}
            />
            <AddShop isOpen={isAdding} onClose={() => setAdding(false)} />
        </Section>
    );
}
