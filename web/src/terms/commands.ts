// What can be done to a case, as people say it. The compiler sees to it that none is missing.
import { useCallback } from "react";
import type { Schemas } from "../api/client";
import { type Language, type Said, useLanguage } from "../words/words";

type Prefixed = Extract<keyof Schemas, `command.${string}`>;
export type CommandName = Prefixed extends `command.${infer Name}` ? Name : never;

const NAMES: Record<CommandName, Said> = {
    open_claim: { zh: "提出骚扰投诉", en: "Open a claim of harassment" },
    open_report: { zh: "举报恶意评价", en: "Report a malicious review" },
    open_complaint: { zh: "登记客诉", en: "Open a complaint" },
    record_facts: { zh: "记录事实", en: "Record facts" },
    submit_answer: { zh: "提交说明", en: "Submit the answer" },
    post_message: { zh: "留言", en: "Post a message" },
    verify_message: { zh: "核实留言", en: "Verify a message" },
    record_contact: { zh: "记录联系结果", en: "Record a contact" },
    record_log_search: { zh: "记录日志核查", en: "Record a search of the logs" },
    submit_evidence: { zh: "提交证据", en: "Submit evidence" },
    give_opinion: { zh: "对证据发表意见", en: "Give an opinion on evidence" },
    weigh_exhibit: { zh: "采信证据", en: "Weigh an exhibit" },
    run_clocks: { zh: "处理到期事项", en: "Let clocks run out" },
    pause_clock: { zh: "暂停计时", en: "Pause a clock" },
    resume_clock: { zh: "恢复计时", en: "Resume a clock" },
    assign_officer: { zh: "分派小二", en: "Assign an officer" },
    take_up: { zh: "受理介入", en: "Take the case up" },
    decide_eligibility: { zh: "决定是否受理", en: "Decide on admission" },
    show_right_path: { zh: "指明正确渠道", en: "Show the right path" },
    rule_case: { zh: "作出裁定", en: "Rule" },
    file_appeal: { zh: "提出申诉", en: "Appeal" },
    rule_appeal: { zh: "裁定申诉", en: "Rule on the appeal" },
    order_measure: { zh: "采取处理措施", en: "Order a measure" },
    record_settlement: { zh: "记录和解", en: "Record a settlement" },
    withdraw_case: { zh: "撤回", en: "Withdraw" },
    link_case: { zh: "关联案件", en: "Link a case" },
    mask_words: { zh: "屏蔽字句", en: "Mask words" },
    ask_unseal: { zh: "申请解封原文", en: "Ask to unseal the original" },
    confirm_unseal: { zh: "确认解封原文", en: "Confirm unsealing" },
    file_report: { zh: "提交举报", en: "File the report" },
    hand_in_report: { zh: "已在平台提交", en: "Filed at the platform" },
    undo_handing_in: { zh: "撤销提交记录", en: "It was not filed: undo" },
    undo_draft: { zh: "取消举报草稿", en: "Undo the draft" },
    resume_draft: { zh: "恢复举报草稿", en: "Take the draft up again" },
    leave_unreported: { zh: "不举报", en: "Leave unreported" },
    record_filing: { zh: "记录举报入口", en: "Record where it was filed" },
    record_platform_ruling: { zh: "记录平台裁定", en: "Record the platform's ruling" },
    record_step: { zh: "记录一步", en: "Record a step" },
    propose_remedy: { zh: "提出补救办法", en: "Propose a remedy" },
    approve_goodwill: { zh: "批准额外好意", en: "Approve goodwill" },
    record_consent: { zh: "记录顾客同意", en: "Record the customer's consent" },
    offer_hand_over: { zh: "转交上级", en: "Hand over" },
    accept_hand_over: { zh: "接手", en: "Accept the hand-over" },
    carry_out: { zh: "执行完成", en: "Carried out" },
    record_call_back: { zh: "记录回访", en: "Record a call-back" },
};

const isKnown = (name: string): name is CommandName => name in NAMES;

export function commandName(name: string, language: Language): string {
    return isKnown(name) ? NAMES[name][language] : name.replaceAll("_", " ");
}

export function useCommands(): (name: string) => string {
    const { language } = useLanguage();
    return useCallback((name) => commandName(name, language), [language]);
}
