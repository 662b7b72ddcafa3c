// The fields of commands as people say them.
import { useCallback } from "react";
import { type Language, type Said, useLanguage } from "../words/words";

const FIELDS: Record<string, Said> = {
    accepts: { zh: "是否认可", en: "Accepted" },
    admitted: { zh: "是否采用", en: "Admitted" },
    allegation: { zh: "投诉事项", en: "Allegation" },
    allegations: { zh: "投诉事项", en: "Allegations" },
    alleged: { zh: "投诉内容", en: "What is alleged" },
    amount: { zh: "金额", en: "Amount" },
    answered: { zh: "是否接通", en: "Answered" },
    answer: { zh: "说明", en: "Answer" },
    answers: { zh: "逐项说明", en: "Answer to each allegation" },
    asked: { zh: "问过顾客的问题", en: "What the customer was asked" },
    at: { zh: "时间", en: "Time" },
    bearing: { zh: "说明", en: "Showing" },
    bearings: { zh: "说明什么", en: "What it shows" },
    came_again: { zh: "问题是否再次出现", en: "Did it come again" },
    channel: { zh: "渠道", en: "Channel" },
    clock: { zh: "期限", en: "Clock" },
    complained_at: { zh: "投诉时间", en: "Complained at" },
    contact: { zh: "联系", en: "Contact" },
    contacts: { zh: "联系记录", en: "Contacts" },
    course_of_trade: { zh: "交易经过", en: "Course of the trade" },
    eligible: { zh: "是否受理", en: "Admitted" },
    exhibit_id: { zh: "证据", en: "Exhibit" },
    exhibits: { zh: "相关证据", en: "Exhibits for it" },
    explanation: { zh: "公开解释", en: "Public answer" },
    facts: { zh: "事实", en: "Facts" },
    filed_at: { zh: "提交时间", en: "Filed at" },
    finding: { zh: "认定", en: "Finding" },
    findings: { zh: "认定", en: "Findings" },
    fits_now: { zh: "现在是否合适", en: "Does it fit now" },
    follow_up: { zh: "追评", en: "Follow-up" },
    follow_up_at: { zh: "追评时间", en: "Follow-up at" },
    given: { zh: "顾客是否同意", en: "Consent given" },
    grounds: { zh: "申诉理由", en: "Grounds" },
    holds: { zh: "是否属实", en: "Is it true" },
    kind: { zh: "种类", en: "Kind" },
    made_at: { zh: "评价时间", en: "Reviewed at" },
    mask_id: { zh: "屏蔽", en: "Mask" },
    measure: { zh: "措施", en: "Measure" },
    message_id: { zh: "留言", en: "Message" },
    note: { zh: "备注", en: "Note" },
    offered: { zh: "向顾客提出的内容（步骤、时间、效果）", en: "What is put to the customer" },
    officer: { zh: "小二", en: "Officer" },
    orders: { zh: "订单号", en: "Orders" },
    origin: { zh: "来源（如何取得）", en: "Where it comes from" },
    other: { zh: "另一案件", en: "The other case" },
    outcome: { zh: "结果", en: "Outcome" },
    path: { zh: "举报入口", en: "Filing path" },
    person: { zh: "涉及的人", en: "Person" },
    perspective: { zh: "由谁裁定", en: "Who decides" },
    place: { zh: "位置", en: "Where" },
    platform: { zh: "平台", en: "Platform" },
    points: { zh: "扣分", en: "Points" },
    points_class: { zh: "扣分类别", en: "Class of points" },
    position: { zh: "态度", en: "Position" },
    purpose: { zh: "证明什么", en: "What it is for" },
    reached: { zh: "结果", en: "Result" },
    reason: { zh: "理由", en: "Reason" },
    reasons: { zh: "裁定理由", en: "Reasons" },
    received_at: { zh: "收到时间", en: "Received at" },
    reference: { zh: "编号", en: "Reference" },
    relation: { zh: "关系", en: "Relation" },
    remedy: { zh: "补救办法", en: "Remedy" },
    remedy_id: { zh: "补救办法", en: "Remedy" },
    review_id: { zh: "评价编号", en: "Review number" },
    ruled_at: { zh: "裁定时间", en: "Ruled at" },
    showing: { zh: "它的作用", en: "It shows" },
    shows_contact: { zh: "记录里是否有这些联系", en: "Does the log show the contacts" },
    side: { zh: "代表哪一方", en: "For which side" },
    source: { zh: "出处", en: "Source" },
    spans: { zh: "要屏蔽的字句", en: "Words to mask" },
    special_circumstance: { zh: "特殊情形及理由", en: "Special circumstance, with its reason" },
    step: { zh: "步骤", en: "Step" },
    stop_requested_at: { zh: "要求停止的时间", en: "Asked to stop at" },
    summary: { zh: "交接说明", en: "Summary" },
    terms: { zh: "约定", en: "Terms" },
    text: { zh: "内容", en: "Text" },
    title: { zh: "标题", en: "Title" },
    to: { zh: "转交给", en: "To" },
    tried_at: { zh: "联系时间", en: "Tried at" },
    what: { zh: "做了什么", en: "What was done" },
    words: { zh: "原话", en: "Words" },
};

/** Fields of other forms than those of moves. */
const OTHERS: Record<string, Said> = {
    as_of: { zh: "认定的时刻", en: "Judged as of" },
    body: { zh: "内容", en: "Content" },
    calendar: { zh: "日历", en: "Calendar" },
    columns: { zh: "列的对应", en: "Columns" },
    covers: { zh: "覆盖的时间", en: "Period covered" },
    days: { zh: "天数", en: "Days" },
    ends: { zh: "何时算到", en: "When it ends" },
    events: { zh: "通知什么", en: "What is told" },
    expect: { zh: "以前的校验码", en: "What was told before" },
    file: { zh: "文件", en: "File" },
    from: { zh: "起", en: "From" },
    leads: { zh: "提前多久", en: "How long before" },
    limit: { zh: "条数", en: "Rows" },
    login: { zh: "登录名", en: "Log-in" },
    name: { zh: "名称", en: "Name" },
    number: { zh: "号码", en: "Number" },
    numbers: { zh: "号码", en: "Numbers" },
    code: { zh: "验证码", en: "Code" },
    authenticator_data: { zh: "通行密钥", en: "Passkey" },
    client_data: { zh: "通行密钥", en: "Passkey" },
    old_password: { zh: "原密码", en: "Old password" },
    party: { zh: "哪一方", en: "Party" },
    password: { zh: "密码", en: "Password" },
    pauses: { zh: "暂停", en: "Pauses" },
    period: { zh: "期限", en: "Period" },
    q: { zh: "要找的词", en: "Words to look for" },
    roles: { zh: "角色", en: "Roles" },
    scope: { zh: "权限", en: "Scope" },
    shops: { zh: "店铺", en: "Shops" },
    subject: { zh: "评价", en: "Review" },
    until: { zh: "止", en: "Until" },
    url: { zh: "地址", en: "Address" },
    year: { zh: "年份", en: "Year" },
    zone: { zh: "时区", en: "Time zone" },
};

/** "allegations[0].alleged" as people say it: 投诉事项 1 · 投诉内容. */
export function useFieldPath(): (path: string) => string {
    const { language } = useLanguage();
    return useCallback(
        (path) =>
            path
                .split(".")
                .map((part) => {
                    const [, field = part, index] = /^(.*?)\[(\d+)\]$/.exec(part) ?? [];
                    const name = (FIELDS[field] ?? OTHERS[field])?.[language] ?? field;
                    return index === undefined ? name : `${name} ${Number(index) + 1}`;
                })
                .join(" · "),
        [language],
    );
}

export function useFieldNames(): (field: string) => string {
    const { language }: { language: Language } = useLanguage();
    return useCallback(
        (field) => FIELDS[field]?.[language] ?? field.replaceAll("_", " "),
        [language],
    );
}
