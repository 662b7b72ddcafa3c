// The server's short codes as people say them: phases, kinds, verdicts, grounds, roles. A code that is
// not here is shown as it is, so that nothing hides.
import { useCallback } from "react";
import { type Language, type Said, useLanguage } from "../words/words";
import { CASE_CODES } from "./case-codes";

const CODES = {
    ...CASE_CODES,
    kind: {
        harassment_claim: { zh: "骚扰投诉", en: "Harassment claim" },
        review_report: { zh: "评价举报", en: "Review report" },
        complaint: { zh: "客诉", en: "Complaint" },
        review: { zh: "评价", en: "Review" },
        thread: { zh: "聊天", en: "Conversation" },
    },
    phase: {
        none: { zh: "未建立", en: "Not opened" },
        draft: { zh: "草稿", en: "Draft" },
        filed: { zh: "已提交", en: "Filed" },
        review: { zh: "审理中", en: "Under review" },
        ruled: { zh: "已裁定", en: "Ruled" },
        appealed: { zh: "申诉中", en: "Appealed" },
        final: { zh: "终局", en: "Final" },
        withdrawn: { zh: "已撤回", en: "Withdrawn" },
        closed: { zh: "已关闭", en: "Closed" },
        open: { zh: "处理中", en: "Open" },
        proposed: { zh: "已提方案", en: "Remedy proposed" },
        agreed: { zh: "顾客已同意", en: "Agreed" },
        handed_over: { zh: "已转交", en: "Handed over" },
        carried_out: { zh: "已执行", en: "Carried out" },
    },
    outcome: {
        upheld: { zh: "成立", en: "Upheld" },
        not_upheld: { zh: "不成立", en: "Not upheld" },
        withdrawn: { zh: "撤回", en: "Withdrawn" },
        not_eligible: { zh: "不予受理", en: "Not admitted" },
        solved: { zh: "已解决", en: "Solved" },
        not_reported: { zh: "未举报", en: "Not reported" },
        refused: { zh: "举报被退回", en: "Report refused" },
    },
    perspective: {
        tracked: { zh: "平台裁定", en: "Decided by the platform" },
        decided: { zh: "本处裁定", en: "Decided here" },
    },
    verdict: {
        malicious: { zh: "恶意", en: "Malicious" },
        genuine: { zh: "真实批评", en: "Genuine" },
        unclear: { zh: "证据不足", en: "Unclear" },
    },
    ground: {
        unreasonable_demand: { zh: "不合理要求", en: "Unreasonable demand" },
        professional_coercion: { zh: "职业差评师要挟", en: "Coercion by a professional" },
        competitor: { zh: "同行竞争者", en: "Competitor" },
        third_party_fraud: { zh: "第三方诈骗", en: "Third-party fraud" },
        private_data_or_insults: { zh: "泄露他人信息或辱骂", en: "Private data or insults" },
    },
    refusal: {
        too_late: { zh: "超过举报期限", en: "Too late" },
        not_rated_by_both: { zh: "双方未互评", en: "Not rated by both" },
        good_rating: { zh: "好评不受理", en: "The rating is good" },
        nothing_written: { zh: "没有文字", en: "Nothing is written" },
        no_ground: { zh: "没有举报事由", en: "No ground" },
    },
    state: {
        new: { zh: "待处理", en: "New" },
        reported: { zh: "已举报", en: "Reported" },
        answered: { zh: "已回复", en: "Answered" },
        left: { zh: "已搁置", en: "Left" },
    },
    cause: {
        quality: { zh: "质量", en: "Quality" },
        size_or_fit: { zh: "尺码不合", en: "Size or fit" },
        colour_or_not_as_described: { zh: "颜色或描述不符", en: "Not as described" },
        authenticity: { zh: "真假", en: "Authenticity" },
        service_attitude: { zh: "服务态度", en: "Service" },
        logistics_slow: { zh: "物流慢", en: "Slow delivery" },
        logistics_damage: { zh: "运输破损", en: "Damaged in transit" },
        price: { zh: "价格", en: "Price" },
        freight_insurance: { zh: "运费险", en: "Freight insurance" },
        after_sales_refused: { zh: "拒绝售后", en: "After-sales refused" },
    },
    insurance: {
        insured: { zh: "已投保", en: "Insured" },
        none: { zh: "没有", en: "None" },
        declined: { zh: "保险公司拒保", en: "Declined by the insurer" },
    },
    speaker: {
        buyer: { zh: "买家", en: "Buyer" },
        seller: { zh: "卖家", en: "Seller" },
        platform: { zh: "平台", en: "Platform" },
    },
    rating: {
        good: { zh: "好评", en: "Good" },
        neutral: { zh: "中评", en: "Neutral" },
        bad: { zh: "差评", en: "Bad" },
    },
    file_kind: {
        shop: { zh: "店铺", en: "Shop" },
        orders: { zh: "订单", en: "Orders" },
        order_lines: { zh: "子订单", en: "Order lines" },
        reviews: { zh: "评价", en: "Reviews" },
        chats: { zh: "聊天记录", en: "Chats" },
        calls: { zh: "通话详单", en: "Call list" },
        contacts: { zh: "联系记录", en: "Contacts" },
        claims: { zh: "投诉", en: "Claims" },
        parcels: { zh: "包裹", en: "Parcels" },
        recordings: { zh: "录音", en: "Recordings" },
        insurance: { zh: "运费险", en: "Freight insurance" },
        notes: { zh: "备忘", en: "Notes" },
    },
    import_state: {
        open: { zh: "待开始", en: "Open" },
        waiting: { zh: "排队中", en: "Waiting" },
        reading: { zh: "正在读取", en: "Reading" },
        judging: { zh: "正在认定", en: "Judging" },
        done: { zh: "已完成", en: "Done" },
        stopped: { zh: "已停止", en: "Stopped" },
        failed: { zh: "失败", en: "Failed" },
    },
    role: {
        owner: { zh: "店主", en: "Owner" },
        supervisor: { zh: "主管", en: "Supervisor" },
        agent: { zh: "客服", en: "Agent" },
        case_officer: { zh: "小二", en: "Case officer" },
        senior_officer: { zh: "高级小二", en: "Senior officer" },
        policy_editor: { zh: "规则编辑", en: "Policy editor" },
        auditor: { zh: "审计", en: "Auditor" },
        claimant: { zh: "投诉人", en: "Claimant" },
        system: { zh: "系统", en: "System" },
    },
    side: {
        shop: { zh: "店铺", en: "Shop" },
        customer: { zh: "顾客", en: "Customer" },
        platform: { zh: "平台", en: "Platform" },
        system: { zh: "系统", en: "System" },
    },
    span: {
        demand: { zh: "索要", en: "Demand" },
        threat: { zh: "要挟", en: "Threat" },
        insult: { zh: "辱骂", en: "Insult" },
        pii: { zh: "个人信息", en: "Personal data" },
    },
    showing: {
        nothing: { zh: "不能证明", en: "Shows nothing" },
        confirms: { zh: "印证", en: "Confirms" },
        contradicts: { zh: "反驳", en: "Contradicts" },
    },
    platform: {
        taobao: { zh: "淘宝", en: "Taobao" },
        tmall: { zh: "天猫", en: "Tmall" },
        own: { zh: "自营", en: "Own store" },
        physical: { zh: "门店", en: "Physical store" },
    },
} satisfies Record<string, Record<string, Said>>;

export type CodeKind = keyof typeof CODES;

export function codeName(kind: CodeKind, code: string, language: Language): string {
    const names: Record<string, Said> = CODES[kind];
    return names[code]?.[language] ?? code.replaceAll("_", " ");
}

export function useCodes(): (kind: CodeKind, code: string | null | undefined) => string {
    const { language } = useLanguage();
    return useCallback((kind, code) => (code ? codeName(kind, code, language) : ""), [language]);
}

/** Every code of a kind, for filters. */
export const codesOf = (kind: CodeKind): string[] => Object.keys(CODES[kind]);
